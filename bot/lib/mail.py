"""Sending a plain mail through the mail server of the settings."""

from __future__ import annotations

import logging
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

log = logging.getLogger(__name__)

TIMEOUT_S = 15
TLS_PORT = 465
"""On this port the connection is TLS from its first byte; on others STARTTLS is taken where the server offers it."""


class MailError(Exception):
    """A mail could not be handed to the server; the text names the kind of error, no address."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server. `user` empty means that it wants no sign-in, which is never sent over an open line."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str

    def send(self, to: str, subject: str, text: str) -> None:
        """Hand one mail to the server. Raises MailError."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, to, subject
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=self.sender.rpartition("@")[2] or None)
        message.set_content(text, cte="quoted-printable")
        try:
            with self._connect() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            log.warning("mail: %s", type(error).__name__)
            raise MailError(type(error).__name__) from error

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.port == TLS_PORT:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_S, context=context)
            is_private = True
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S)
            server.ehlo()
            is_private = server.has_extn("starttls")
            if is_private:
                server.starttls(context=context)
        if self.user:
            if not is_private:
                server.close()
                raise smtplib.SMTPNotSupportedError("no TLS")
            server.login(self.user, self.password)
        return server
