#!/usr/bin/python3
"""A mail server for the demo and the tests; it delivers nothing.

Shows each mail that it is handed, to people on stdout or to programs as JSON
lines. Needs Debian's python3-aiosmtpd. Prints "listening on HOST:PORT" first.
"""

import argparse
import asyncio
import json
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP


def part_text(message, subtype):
    for part in message.walk():
        if part.get_content_type() == f"text/{subtype}":
            return part.get_content()
    return ""


def calendar_method(message):
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            return part.get_param("method", "")
    return ""


def as_record(envelope, tls):
    """What a test wants to know of a mail."""
    message = message_from_bytes(envelope.content, policy=policy.default)
    head = envelope.content.split(b"\r\n\r\n", 1)[0]
    return {
        "mail_from": envelope.mail_from,
        "rcpt_to": envelope.rcpt_tos,
        "headers": {name: str(value) for name, value in message.items()},
        "raw_head": head.decode("ascii", "backslashreplace"),
        "parts": [part.get_content_type() for part in message.walk()],
        "text": part_text(message, "plain"),
        "html": part_text(message, "html"),
        "calendar": part_text(message, "calendar"),
        "calendar_method": calendar_method(message),
        "tls": tls,
    }


def as_page(record):
    """A mail as a person reads it."""
    line = "-" * 76
    head = "\n".join(
        f"{name}: {record['headers'].get(name, '')}" for name in ("From", "To", "Subject")
    )
    attached = "\n[In de bijlage: afspraak.ics]" if record["calendar"] else ""
    return f"{line}\n{head}\n\n{record['text'].strip()}{attached}\n{line}"


class Desk:
    """Answers the commands of one connection, as the options say."""

    def __init__(self, options):
        self.options = options

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if self.options.refuse_sender:
            return f"550 5.7.1 <{address}>: no mail from you"
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.options.reject:
            return f"550 5.1.1 <{address}>: nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.options.tempfail:
            return f"451 4.7.1 {envelope.rcpt_tos[0]}: try again later"
        hang_at = self.options.hang_at
        if self.options.hang or (hang_at and hang_at.encode() in envelope.content):
            await asyncio.Event().wait()
        if self.options.drop:
            server.transport.abort()
            return "421 4.3.2 gone"
        await asyncio.sleep(self.options.slow)
        record = as_record(envelope, session.ssl is not None)
        if self.options.jsonl:
            with open(self.options.jsonl, "a", encoding="utf-8") as out:
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        else:
            print(as_page(record), flush=True)
        return "250 OK"


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--jsonl", metavar="FILE", help="append mails to FILE, print none")
    parser.add_argument("--reject", action="store_true", help="refuse each recipient with 550")
    parser.add_argument("--refuse-sender", action="store_true", help="refuse who sends with 550")
    parser.add_argument("--tempfail", action="store_true", help="answer each mail with 451")
    parser.add_argument("--hang", action="store_true", help="take each mail and never answer")
    parser.add_argument("--hang-at", metavar="TEXT", help="never answer a mail that holds TEXT")
    parser.add_argument("--drop", action="store_true", help="hang up at each mail")
    parser.add_argument(
        "--slow", type=float, default=0, metavar="SECONDS", help="answer each mail after so long"
    )
    parser.add_argument(
        "--tls", nargs=2, metavar=("CERT", "KEY"), help="offer STARTTLS, and insist on it"
    )
    return parser.parse_args()


async def serve(options):
    context = None
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*options.tls)

    def connection():
        return SMTP(
            Desk(options),
            hostname="mail.example",
            ident="Omzien",
            tls_context=context,
            require_starttls=context is not None,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, options.host, options.port)
    port = server.sockets[0].getsockname()[1]
    print(f"listening on {options.host}:{port}", flush=True)
    async with server:
        await server.serve_forever()


def main():
    try:
        asyncio.run(serve(parse_options()))
    except KeyboardInterrupt:
        return 0
    except OSError as error:
        print(f"mail_server: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
