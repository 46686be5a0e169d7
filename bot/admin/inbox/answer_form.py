"""What an official sends beside the words of an answer: a picture or paper, a form, a procedure's card, a link button."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from bot.articles.picture_error import PictureError
from bot.content import Content
from bot.helpdesk.outgoing_file import OutgoingFile, check_file
from bot.helpdesk.service import Enclosure, HelpdeskError
from bot.lib.file_types import HEAD, detect_type
from bot.reply import Button, Card, Reply
from bot.runtime import Runtime
from bot.turn import address_of

FORM, PROCEDURE = "Tờ khai: ", "Thủ tục: "
"""How the choices of the field begin."""
CARD_TITLE = 100
CARD_LINE = "Giấy tờ cần có, lệ phí, mấy ngày xong, nộp ở đâu"
LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class EnclosureFields:
    """What stands in the fields beside the answer."""

    enclosed: str = ""
    button_label: str = ""
    button_url: str = ""


NO_FIELDS = EnclosureFields()


def read_fields() -> EnclosureFields:
    """The fields of the form that was sent."""
    values = (" ".join(request.form.get(name, "").split()) for name in ("enclosed", "button_label", "button_url"))
    return EnclosureFields(*values)


def list_choices(content: Content) -> dict[str, tuple[str, str]]:
    """What can be enclosed by name, as officials pick it: → ("form", file) or ("procedure", code)."""
    forms = {
        f"{FORM}{content.fill(form.name).rstrip('.')}": ("form", form.file)
        for procedure in content.procedures.values()
        for form in procedure.form
        if form.file and form.file in content.form_files
    }
    listed_files = {file for _, file in forms.values()}
    forms |= {f"{FORM}{file}": ("form", file) for file in sorted(content.form_files - listed_files)}
    procedures = {f"{PROCEDURE}{one.title}": ("procedure", one.code) for one in content.procedures.values()}
    return dict(sorted(forms.items())) | dict(sorted(procedures.items()))


def make_enclosure(runtime: Runtime, person_id: str, fields: EnclosureFields) -> Enclosure:
    """What goes out beside the words. Raises HelpdeskError for a name, link or file that cannot go out."""
    return Enclosure(_replies(runtime, person_id, fields.enclosed), _read_button(fields), _read_upload())


def _replies(runtime: Runtime, person_id: str, name: str) -> tuple[Reply, ...]:
    if not name:
        return ()
    kind, value = find_choice(runtime.live_content.content, name)
    return (_form_reply(runtime, person_id, name, value),) if kind == "form" else (_procedure_reply(runtime, value),)


def find_choice(content: Content, name: str) -> tuple[str, str]:
    """("form", file) or ("procedure", code) of a choice, whatever its capitals. Raises HelpdeskError."""
    choices = {label.casefold(): choice for label, choice in list_choices(content).items()}
    choice = choices.get(name.casefold())
    if choice is None:
        raise HelpdeskError(f"Không có tờ khai hay thủ tục nào tên “{name}”. Hãy chọn một dòng trong danh sách gợi ý.")
    return choice


def _form_reply(runtime: Runtime, person_id: str, name: str, file: str) -> Reply:
    """The form as a file; where Zalo does not take it, its address or the counter that has it."""
    content, person = runtime.live_content.content, runtime.helpdesk.person(person_id)
    address = address_of(person) if person else {}
    words = {"text": name.removeprefix(FORM), **address}
    if runtime.settings.site:
        url = f"{runtime.settings.site}/bieu-mau/{file}"
        return Reply(file=file, without_file=content.say("procedures.form_not_sent", url=url, **words))
    office = content.ward.counter.name
    return Reply(file=file, without_file=content.say("procedures.form_not_sent_counter", office=office, **words))


def _procedure_reply(runtime: Runtime, code: str) -> Reply:
    """A card that leads to the procedure's page; without public pages, what the assistant would say of it."""
    procedure = runtime.live_content.content.procedures[code]
    if runtime.settings.site:
        url = f"{runtime.settings.site}/thu-tuc/{code}"
        return Reply(cards=(Card(procedure.title[:CARD_TITLE], CARD_LINE, url),))
    replies = runtime.answer_preview.answer(procedure.title)["replies"]
    return Reply("\n".join(filter(None, (reply["text"] for reply in replies[:1]))) or procedure.name)


def _read_button(fields: EnclosureFields) -> Button | None:
    if not (fields.button_label or fields.button_url):
        return None
    if not (fields.button_label and fields.button_url):
        raise HelpdeskError("Nút cần cả chữ trên nút lẫn địa chỉ.")
    if not fields.button_url.startswith(("https://", "http://")) or " " in fields.button_url:
        raise HelpdeskError("Địa chỉ của nút phải bắt đầu bằng https:// và không có khoảng trắng.")
    if len(fields.button_label) > LONGEST_LABEL:
        raise HelpdeskError(f"Chữ trên nút dài quá {LONGEST_LABEL} ký tự.")
    return Button(fields.button_label, url=fields.button_url)


def _read_upload() -> OutgoingFile | None:
    file = request.files.get("file")
    if file is None or not file.filename:
        return None
    data, name = file.read(), file.filename
    file.close()
    if detect_type(data[:HEAD]).startswith("image/"):
        from bot.articles.picture_fitting import fit_picture

        try:
            data, ending = fit_picture(data)
        except PictureError as error:
            raise HelpdeskError(str(error)) from error
        name = f"{name.rpartition('.')[0] or 'hinh'}.{ending}"
    return check_file(name, data)
