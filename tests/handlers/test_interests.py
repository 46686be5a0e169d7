from __future__ import annotations

import pytest

from bot.reply import ChooseTopics
from bot.router import PersonFacts
from tests.handlers.factories import ask, effect, payloads, say, text_of, words

ALL = tuple(words().subscriptions)


def chosen(text: str, *before: str) -> tuple[str, ...] | None:
    """What a message chooses for somebody who had chosen `before`; None when it changes nothing."""
    change = effect(say("choose_topics", text, person=PersonFacts(topics=before)))
    return change.topics if isinstance(change, ChooseTopics) else None


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("chỉ nhận tin đất đai", (), ("dat-dai",)),
        ("chi nhan tin dat dai", ("y-te",), ("dat-dai",)),
        ("chỉ nhận tin y tế và giáo dục thôi", ("an-ninh",), ("y-te", "giao-duc")),
        ("nhận thêm tin an ninh", ("y-te",), ("y-te", "an-ninh")),
        ("chị muốn nhận tin y tế", ("an-ninh",), ("y-te", "an-ninh")),
        ("tôi muốn nhận tin về tàu cá", (), ("nong-nghiep-bien",)),
        ("chỉ nhận tin bộ đội", (), ("quan-su",)),
        ("bỏ chủ đề quân sự", ("y-te", "quan-su"), ("y-te",)),
        ("không nhận tin quân sự nữa", (), tuple(topic for topic in ALL if topic != "quan-su")),
        ("nhận tất cả", ("y-te",), ()),
        ("nhan tin moi chu de", ("y-te",), ()),
        ("nhận tất cả", (), None),
        ("chọn chủ đề", ("y-te",), None),
        ("bỏ chủ đề y tế", ("y-te",), None),
    ],
)
def test_words_choose(text: str, before: tuple[str, ...], after: tuple[str, ...] | None) -> None:
    assert chosen(text, *before) == after


def test_a_topic_named_without_a_wish_is_read_about() -> None:
    routed = say("choose_topics", "có tin gì về y tế")
    assert effect(routed) is None and routed.replies[0].cards


def test_the_pages_show_every_topic_once_and_come_round() -> None:
    seen: list[str] = []
    page = "#chu_de"
    for _ in range(10):
        routed = ask(page)
        says = payloads(routed)
        assert len(says) <= 5
        seen += [say.partition(" ")[2] for say in says if say.startswith("#doi_chu_de ")]
        page = next(say for say in says if say.startswith("#chu_de "))
        if page == "#chu_de 0":
            break
    assert tuple(seen) == ALL


def test_a_press_chooses_and_the_next_one_takes_it_back() -> None:
    first = ask("#doi_chu_de viec-lam", person=PersonFacts(topics=("dat-dai",)))
    assert effect(first) == ChooseTopics(("dat-dai", "viec-lam"))
    assert "Đất đai, Việc làm" in text_of(first)
    assert "✅ Việc làm" in [button.label for button in first.replies[0].buttons]
    second = ask("#doi_chu_de viec-lam", person=PersonFacts(topics=("dat-dai", "viec-lam")))
    assert effect(second) == ChooseTopics(("dat-dai",))


def test_taking_the_last_one_back_means_all_again() -> None:
    routed = ask("#doi_chu_de y-te", person=PersonFacts(topics=("y-te",)))
    assert effect(routed) == ChooseTopics(()) and "mọi chủ đề" in text_of(routed)


def test_choosing_every_topic_is_choosing_none() -> None:
    routed = ask(f"#doi_chu_de {ALL[-1]}", person=PersonFacts(topics=ALL[:-1]))
    assert effect(routed) == ChooseTopics(())


def test_dropping_all_that_was_chosen_asks_what_is_meant() -> None:
    routed = say("choose_topics", "bỏ chủ đề y tế", person=PersonFacts(topics=("y-te",)))
    assert {"#dung_tin", "#moi_chu_de"} <= set(payloads(routed)) and effect(routed) is None


def test_an_old_button_of_a_topic_there_is_no_more_is_excused() -> None:
    routed = ask("#doi_chu_de khong-co")
    assert effect(routed) is None and "#chu_de" in payloads(routed)


def test_who_stopped_all_notices_is_told_that_a_choice_does_not_bring_them_back() -> None:
    routed = say("choose_topics", "chỉ nhận tin y tế", person=PersonFacts(opted_out=True))
    assert effect(routed) == ChooseTopics(("y-te",))
    assert "đang dừng nhận tin" in text_of(routed) and "#nhan_tin" in payloads(routed)
    assert all(len(reply.buttons) <= 5 for reply in routed.replies)


def test_the_choice_is_offered_beside_stopping_and_starting() -> None:
    assert "#chu_de" in payloads(say("stop_broadcasts"))
    assert "#chu_de" in payloads(say("start_broadcasts", person=PersonFacts(opted_out=True)))


def test_my_data_tells_what_was_chosen_and_where_one_lives() -> None:
    facts = PersonFacts(topics=("y-te", "dat-dai"), neighbourhood="Khu phố 3")
    text = text_of(say("my_data", person=facts))
    assert "Đất đai, Y tế" in text and "Khu phố 3" in text
    assert "Khu phố" not in text_of(say("my_data"))


def test_labels_fit_on_a_button_with_their_mark() -> None:
    assert all(len(f"✅ {interest.label}") <= 30 for interest in words().subscriptions.values())
