"""The buttons that ask for one part of a procedure."""

from __future__ import annotations

COMMANDS = {
    "papers": "giay_to",
    "fee": "le_phi",
    "time": "thoi_gian",
    "where": "noi_nop",
    "online": "truc_tuyen",
    "post": "buu_dien",
    "form": "mau_don",
    "law": "can_cu",
    "who": "ai_lam",
    "result": "ket_qua",
    "steps": "cac_buoc",
    "deadline": "han_lam",
    "benefit": "duoc_nhan",
    "cases": "truong_hop",
}
"""Payload of the button that asks for a section: "#giay_to 1.001193". "#buu_dien" is answered by handlers/postal.py."""
