"""The known defects of the facts, looked for in every procedure: what was wrong at the source must not reach a resident."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.content.models import Procedure
from bot.understanding.folding import folded_words
from bot.understanding.function_words import FUNCTION_WORDS
from handlers.sections import COMMANDS
from tests.content.asking import answer, shown
from tests.support.app import CONTENT, live_content

NOTED = (
    "1.000080",
    "1.000094",
    "1.000110",
    "1.000656",
    "1.000689",
    "1.000893",
    "1.001022",
    "1.001266",
    "1.001570",
    "1.001669",
    "1.001695",
    "1.001766",
    "1.004746",
    "1.004772",
    "1.004827",
    "1.004859",
    "1.004873",
    "1.004884",
    "1.005461",
    "1.012753",
    "1.012766",
    "1.012796",
    "1.012812",
    "1.012817",
    "1.012818",
    "1.013066",
    "1.013076",
    "1.013079",
    "1.013080",
    "1.013086",
    "1.013225",
    "1.013226",
    "1.013227",
    "1.013228",
    "1.013229",
    "1.013232",
    "1.013234",
    "1.013239",
    "1.013949",
    "1.013950",
    "1.013952",
    "1.013953",
    "1.013962",
    "1.013967",
    "1.013978",
    "1.014034",
    "1.014035",
    "1.014155",
    "1.014157",
    "1.014158",
    "1.014159",
    "1.014284",
    "1.115970",
    "1.116411",
    "2.000497",
    "2.000513",
    "2.000522",
    "2.000528",
    "2.000547",
    "2.000554",
    "2.000575",
    "2.000720",
    "2.000748",
    "2.000756",
    "2.000779",
    "2.000806",
    "2.002189",
    "3.000322",
    "3.000323",
)
"""The portal shows "Miễn phí" for these, with a note that says otherwise (mostly: the province sets the fee)."""

ONLY_COPIES_COST = ("1.000894", "1.004837", "1.004845")
"""Here the note says that the thing itself is free and only a copy costs."""

GONE = re.compile(
    r"(?i)(?:ubnd|ủy ban nhân dân|công an|t[òo][àa] án|bảo hiểm xã hội|viện kiểm sát|chi cục thuế|ban chỉ huy quân sự)"
    r" (?:cấp )?(?:huyện|quận|thị xã)\b|phòng (?:tư pháp|tài nguyên|giáo dục và đào tạo|lao động)"
)
UNIT = re.compile(r"\d+(?:\.\d+)? (?:ngày|tháng|năm|giờ|phút|buổi|tuổi|lần|bước|cuộc|người)\b")
DOUBLED = re.compile(r"(?i)\b(cấp|xã|phường|của|và|các|được|phải|theo|tại|cho|nộp|giấy|hồ sơ|đăng ký) \1\b")
FIRST_WORDS = {
    "thu",
    "tuc",
    "cap",
    "giay",
    "dang",
    "ky",
    "doi",
    "voi",
    "cong",
    "nhan",
    "xac",
    "quyet",
    "thuc",
    "hien",
    "truong",
    "hop",
    "giai",
    "che",
    "do",
    "khi",
    "co",
}
OFFICES = {"cong_an_xa": "công an", "quan_su_xa": "quân sự", "bao_hiem_xa_hoi": "bảo hiểm xã hội"}


def procedures() -> list[Procedure]:
    return list(live_content().content.procedures.values())


def texts(procedure: Procedure) -> list[str]:
    """Everything a resident may read of a procedure except its official name and its laws."""
    papers = [part for group in procedure.papers for part in (group.case or "", *(row.text for row in group.items))]
    forms = [form.name for form in procedure.form]
    details = [procedure.deadline.text, procedure.deadline.late] if procedure.deadline else []
    details += [procedure.benefit.text] if procedure.benefit else []
    details += [question.answer for question in procedure.questions]
    details += [f"{case.when} {case.text}" for case in procedure.cases]
    rest = [
        procedure.who,
        procedure.time,
        procedure.where,
        procedure.result,
        procedure.fee.text,
        procedure.fee.after,
        procedure.online.text,
        procedure.post.text,
    ]
    return [text for text in (*papers, *forms, *details, *procedure.steps, *procedure.notes, *rest) if text]


def test_what_the_portal_calls_free_with_a_note_is_never_called_free() -> None:
    kinds = {code: procedure.fee.kind for code in NOTED if (procedure := live_content().content.procedure(code))}
    assert set(kinds) == set(NOTED)
    assert not [code for code, kind in kinds.items() if kind == "free"]
    assert not [code for code in NOTED if "ghi miễn phí." in shown(answer(f"#le_phi {code}"))]


@pytest.mark.parametrize("code", ONLY_COPIES_COST)
def test_where_only_copies_cost_this_is_said_beside_free(code: str) -> None:
    assert "bản sao" in shown(answer(f"#le_phi {code}"))


def test_a_fee_of_the_province_names_no_sum_and_says_who_sets_it() -> None:
    set_by_province = [procedure for procedure in procedures() if procedure.fee.kind == "province"]
    assert len(set_by_province) > 30
    told = {one.origin.file: shown(answer(f"#le_phi {one.code}")) for one in set_by_province}
    assert not [file for file, text in told.items() if "HĐND" not in text and "tỉnh" not in text]
    assert not [one.origin.file for one in set_by_province if one.fee.amounts]


def test_every_figure_of_a_time_has_its_unit() -> None:
    """The source has 138 times without one. "5, 7 ngày làm việc" and "17 (online), 20 ngày" are fine: a unit follows."""
    assert not [f"{one.origin.file}: {one.time}" for one in procedures() if _without_unit(one.time)]


def _without_unit(time: str) -> list[str]:
    """Figures of a time after which no unit follows in the same sentence."""
    plain = re.sub(r"\d{1,2}[/:]\d{1,2}(?:/\d{4})?|\d+(?:/\d{4})?/[A-ZĐ][\w-]*|năm \d{4}|gọi [\d ]+", "", time)
    if "ghi đơn vị" in plain:
        return []
    return [clause for clause in re.split(r"\.(?: |$)", plain) if re.search(r"\d", clause) and not UNIT.search(clause)]


def test_papers_and_steps_speak_of_the_procedure_they_stand_under() -> None:
    """Seventeen pages of the source held the text of another procedure."""
    for procedure in procedures():
        named = {*folded_words(f"{procedure.title} {procedure.name}")} - FIRST_WORDS - FUNCTION_WORDS
        told = {*folded_words(" ".join(texts(procedure)))}
        assert named & told, procedure.origin.file


def test_the_source_names_the_code_of_its_own_procedure() -> None:
    for procedure in procedures():
        codes = set(re.findall(r"\b\d\.\d{6}\b", procedure.origin.source))
        assert not codes or codes & {procedure.code, *procedure.former_codes}, procedure.origin.file


def test_the_portals_slips_are_not_copied() -> None:
    """Words doubled, forms glued to the sentence before them, codes of the portal's tables."""
    for procedure in procedures():
        for text in texts(procedure):
            assert not DOUBLED.search(text), f"{procedure.origin.file}: {text}"
        assert all(len(form.name) <= 160 for form in procedure.form), procedure.origin.file


def test_a_law_is_named_by_a_whole_number_and_a_year_that_can_be() -> None:
    for procedure in procedures():
        for law in procedure.law:
            years = re.findall(r"/(\d{2,})/", law)
            assert all(1980 <= int(year) <= 2027 for year in years), f"{procedure.origin.file}: {law}"
            assert re.match(r"[A-ZĐÁ]", law), f"{procedure.origin.file}: {law}"


def test_no_text_of_content_sends_anybody_to_an_office_of_the_district() -> None:
    for file in sorted(CONTENT.rglob("*.yaml")):
        told = file.read_text(encoding="utf-8").partition("\ngaps:")[0]
        for number, line in enumerate(told.splitlines(), 1):
            if not line.lstrip().startswith("#"):
                assert not GONE.search(line), f"{file.name}:{number}: {line.strip()}"


def test_what_was_taken_before_the_reform_gives_only_what_is_sure() -> None:
    reform = date(2025, 7, 1)
    old = [procedure for procedure in procedures() if (procedure.origin.checked or reform) < reform]
    assert all(procedure.partial and procedure.gaps for procedure in old), [one.origin.file for one in old]
    for procedure in old:
        assert "mới có một phần" in shown(answer(f"#thu_tuc {procedure.code}")), procedure.origin.file


def test_what_another_office_does_is_said_to_be_done_there() -> None:
    for procedure in procedures():
        name = OFFICES.get(procedure.office)
        if name:
            assert name in shown(answer(f"#noi_nop {procedure.code}")).casefold(), procedure.origin.file


@pytest.mark.parametrize("part", ["truc_tuyen", "buu_dien"])
def test_no_unknown_way_of_filing_is_promised(part: str) -> None:
    field = {command: name for name, command in COMMANDS.items()}[part]
    for procedure in procedures():
        if getattr(procedure, field).level == "unknown":
            text = shown(answer(f"#{part} {procedure.code}"))
            assert "chưa có thông tin" in text, procedure.origin.file


@pytest.mark.parametrize(
    ("former", "now"),
    [("1.014062", "1.116410"), ("1.014063", "1.116410"), ("1.013065", "1.115971"), ("1.115231", "1.115231")],
)
def test_both_codes_of_what_was_renamed_after_june_2026_are_known(former: str, now: str) -> None:
    content = live_content().content
    found = content.procedure(former) or content.listed.get(former)
    assert found is not None
    assert found.code == now


def test_no_name_without_details_stands_beside_the_same_name_with_details() -> None:
    """The portal gave some procedures a second code: the other code must lead to the file, not to a bare name."""
    content = live_content().content
    described = {folded_words(one.name): one.origin.file for one in content.procedures.values()}
    named = {code: described.get(folded_words(listed.name)) for code, listed in content.listed.items()}
    assert not {code: file for code, file in named.items() if file}


def test_the_price_of_a_list_is_not_told_as_the_price_for_everybody() -> None:
    text = shown(answer("#le_phi 1.004194"))
    assert re.search(r"danh sách[^\n]*10\.000 đồng", text)
    assert not re.search(r"(?m)^• (?!.*danh sách).*10\.000 đồng", text)
