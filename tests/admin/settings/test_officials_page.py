"""Officials as a manager keeps them, where I am signed in, and the audit."""

from __future__ import annotations

import re

from bot.clock import DAY, MINUTE
from tests.admin.installation import PASSWORD, csrf_in, new_official, sign_in

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


def id_of(runtime, email):
    return runtime.officials.find(email).id


def newest_act(runtime):
    row = runtime.store.row("SELECT * FROM audit ORDER BY id DESC LIMIT 1")
    return row["official_id"], row["action"], row["subject"], row["detail"]


def test_a_new_official_gets_a_first_password_that_is_shown_once(app, runtime, manager):
    page = manager.press(
        "/admin/settings/officials", email="Lan@phuong.example.vn", name=" Chị  Lan ", role="author"
    ).text
    password = re.search(r"<dd><code>([^<]+)</code>", page)[1]
    assert password not in manager.page("/admin/settings/officials")
    assert sign_in(app.test_client(), "lan@phuong.example.vn", password).status_code == 303
    row = runtime.officials.find("lan@phuong.example.vn")
    assert (row.name, row.roles, row.must_change) == ("Chị Lan", "author", 1)


def test_what_was_typed_stays_when_an_official_cannot_be_added(manager):
    answer = manager.press("/admin/settings/officials", email=manager.email, name="Anh Hòa", role="viewer")
    assert answer.status_code == 422 and "Đã có cán bộ" in answer.text
    assert 'value="Anh Hòa"' in answer.text and f'value="{manager.email}"' in answer.text


def test_another_role_holds_at_once(app, runtime, manager):
    viewer = new_official(app, runtime, "viewer")
    assert viewer.client.get("/admin/settings/audit").status_code == 403
    path = f"/admin/settings/officials/{id_of(runtime, viewer.email)}"
    assert manager.press(f"{path}/role", role="manager").status_code == 303
    assert newest_act(runtime) == (id_of(runtime, manager.email), "official_role", path[-1], "viewer > manager")
    assert viewer.client.get("/admin/settings/audit").status_code == 200
    assert manager.press(f"{path}/role", role="king").status_code == 409


def test_one_official_may_have_several_roles(app, runtime, manager):
    official = new_official(app, runtime, "editor")
    path = f"/admin/settings/officials/{id_of(runtime, official.email)}"
    token = csrf_in(manager.page("/admin/password"))
    fields = {"csrf": token, "role": ["editor", "answerer"]}
    assert manager.client.post(f"{path}/role", data=fields).status_code == 303
    assert official.client.get("/admin/inbox").status_code == official.client.get("/admin/content").status_code == 200
    assert official.client.get("/admin/broadcasts/new").status_code == 403
    assert "Trả lời người dân, Sửa nội dung" in official.page("/admin/account")
    for role in ("editor", "answerer"):
        assert official.email in manager.page(f"/admin/settings/officials?role={role}")
    assert manager.press(f"{path}/role").status_code == 409, "at least one"


def test_the_last_manager_stays(app, runtime, manager):
    path = f"/admin/settings/officials/{id_of(runtime, manager.email)}"
    for act, fields in (("role", {"role": "viewer"}), ("disable", {})):
        answer = manager.press(f"{path}/{act}", **fields)
        assert answer.status_code == 409 and "quản lý duy nhất" in answer.text
    runtime.officials.add("hai@phuong.example.vn", "Quản lý hai", "manager")
    runtime.officials.disable("hai@phuong.example.vn")
    assert manager.press(f"{path}/disable").status_code == 409, "a disabled manager does not count"
    manager.press(f"/admin/settings/officials/{id_of(runtime, 'hai@phuong.example.vn')}/enable")
    assert manager.press(f"{path}/role", role="viewer").status_code == 303


def test_disable_and_enable_leave_the_password(app, runtime, manager):
    viewer = new_official(app, runtime, "viewer")
    path = f"/admin/settings/officials/{id_of(runtime, viewer.email)}"
    manager.press(f"{path}/disable")
    assert sign_in(app.test_client(), viewer.email, PASSWORD).status_code == 422
    assert "đã khóa" in manager.page("/admin/settings/officials")
    manager.press(f"{path}/enable")
    assert sign_in(app.test_client(), viewer.email, PASSWORD).status_code == 303


def test_a_reset_password_signs_out_everywhere(app, runtime, manager):
    viewer = new_official(app, runtime, "viewer")
    page = manager.press(f"/admin/settings/officials/{id_of(runtime, viewer.email)}/password").text
    assert viewer.client.get("/admin/").status_code == 303
    password = re.search(r"<dd><code>([^<]+)</code>", page)[1]
    client = app.test_client()
    sign_in(client, viewer.email, password)
    assert client.get("/admin/").location == "/admin/password"


def test_the_list_is_searched_filtered_and_sorted(runtime, manager):
    for name, role in (("Anh Bình", "author"), ("Chị An", "viewer")):
        runtime.officials.add(f"{role}1@phuong.example.vn", name, role)
    assert "Anh Bình" in manager.page("/admin/settings/officials?q=bình")
    page = manager.page("/admin/settings/officials?role=viewer")
    assert "Chị An" in page and "Anh Bình" not in page
    ordered = manager.page("/admin/settings/officials?order=role")
    assert ordered.index("Chị An") < ordered.index("Anh Bình")
    assert "Bỏ lọc" in manager.page("/admin/settings/officials?q=khongco")


def sign_in_on_phone(app, email):
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = PHONE
    assert sign_in(phone, email, PASSWORD).status_code == 303
    return phone


def test_my_sessions_are_listed_and_one_or_all_others_end(app, clock, manager):
    phone = sign_in_on_phone(app, manager.email)
    page = manager.page("/admin/account")
    assert "Chrome trên Android" in page and page.count("thiết bị này</span>") == 1
    handle = re.search(r"/account/sessions/(\w{16})/end", page)[1]
    assert manager.press(f"/admin/account/sessions/{handle}/end").status_code == 303
    assert phone.get("/admin/").status_code == 303, "out at once"
    assert "Đã đăng xuất thiết bị đó" in manager.page("/admin/account?done=session_ended")
    phones = [sign_in_on_phone(app, manager.email) for _ in range(2)]
    manager.press("/admin/account/sessions/end-others")
    assert all(phone.get("/admin/").status_code == 303 for phone in phones)
    assert manager.client.get("/admin/").status_code == 200


def test_nobody_ends_the_session_of_another_or_this_one_by_its_handle(app, runtime, manager):
    viewer = new_official(app, runtime, "viewer")
    for row in runtime.store.rows("SELECT id FROM sessions"):
        handle = row["id"][:16]
        answer = viewer.press(f"/admin/account/sessions/{handle}/end")
        assert answer.location.endswith("done=session_gone")
    assert manager.client.get("/admin/").status_code == viewer.client.get("/admin/").status_code == 200


def test_a_new_password_ends_the_other_sessions(app, manager):
    phone = sign_in_on_phone(app, manager.email)
    fields = {"old": PASSWORD, "new": "một câu khác cũng dễ", "again": "một câu khác cũng dễ"}
    assert manager.press("/admin/password", **fields).status_code == 303
    assert phone.get("/admin/").status_code == 303 and manager.client.get("/admin/").status_code == 200


def test_the_audit_is_filtered_by_who_what_when_and_subject(app, runtime, clock, manager):
    viewer = new_official(app, runtime, "viewer")
    clock.forward(2 * DAY)
    runtime.officials.disable(viewer.email, id_of(runtime, manager.email))
    viewer_id = id_of(runtime, viewer.email)
    client = app.test_client()
    sign_in(client, manager.email, PASSWORD)

    def lines(query):
        table = client.get(f"/admin/settings/audit?{query}").text.partition("<tbody>")[2]
        return re.findall(r'<td data-l="Việc">([^<]+)</td>', table)

    assert "đổi mật khẩu của mình" in lines(f"who={viewer_id}") and "khóa cán bộ" not in lines(f"who={viewer_id}")
    assert lines("what=official_disable") == ["khóa cán bộ"]
    assert set(lines("since=2026-11-25")) == {"khóa cán bộ", "đăng nhập"}
    assert "khóa cán bộ" not in lines("until=2026-11-24")
    assert lines(f"subject={viewer_id}&what=official_add") == ["thêm cán bộ"]
    assert lines("what=nothing") == []
    assert lines("order=oldest") == lines("")[::-1] and len(lines("")) > 3


def test_the_audit_is_paged(runtime, clock, manager):
    for _ in range(120):
        clock.forward(MINUTE)
        runtime.officials.end_other_sessions(
            runtime.officials.of_cookie(manager.client.get_cookie("ward_session", path="/admin").value)
        )
    page, seen = manager.page("/admin/settings/audit?what=session_end_others"), 0
    while True:
        seen += page.count('<td data-l="Việc">')
        older = re.search(r'href="(/admin/settings/audit\?[^"]*before=[^"]+)"', page)
        if older is None:
            break
        assert "what=session_end_others" in older[1]
        page = manager.page(older[1].replace("&amp;", "&"))
    assert seen == 120
