"""The optional lines of a procedure that say what residents ask beyond the dossier."""

DETAILS = """\
deadline:
  text: Trong 60 ngày từ ngày bé sinh.
  late: Quá hạn vẫn làm được.
  source: Luật Hộ tịch 60/2014/QH13, Điều 15
benefit:
  text: Được cấp thẻ.
  amounts:
    - label: Người từ đủ 75 tuổi
      amount: 540000
      per: tháng
      who: Người không có lương hưu
      law: Nghị định 335/2026/NĐ-CP
      valid_from: 2026-07-01
    - label: Mức cũ
      amount: 500000
      law: Nghị định 176/2025/NĐ-CP
      valid_to: 2026-06-30
  source: Nghị định 335/2026/NĐ-CP
questions:
  - asks: [khai sinh trễ có bị phạt không, làm khai sinh muộn phạt bao nhiêu]
    answer: Không bị phạt.
    source: Luật Hộ tịch 60/2014/QH13
cases:
  - when: Bé bị bỏ rơi
    text: Cần biên bản về việc bé bị bỏ rơi.
form:
  - name: Tờ khai đăng ký khai sinh
    number: Mẫu số 1
    decree: Thông tư 04/2020/TT-BTP
    file: to-khai-khai-sinh.docx
    confirmed: true
    url: https://example.vn/mau
"""
