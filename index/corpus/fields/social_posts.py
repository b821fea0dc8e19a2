"""Posts in the exports of social networks: what is a post, what is none, and where its text, date and account stand."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from ..draft import Aside
from .field_values import Record

_SERVICE = Aside("notices of channels")
_EMPTY = Aside("posts without text")
_BOOST = Aside("boosts of other accounts' posts")
_POST_PARTS = frozenset(("post", "update_timestamp", "backdated_timestamp"))


def adapted(record: Record) -> Record | Aside | None:
    """A post as a plain record, or what it is if it is no article; None for a record that is no post.

    Exports of channels (Telegram), accounts (Facebook, X) and outboxes (ActivityPub) are known by their fields.
    """
    if "date_unixtime" in record or ("type" in record and "from_id" in record):
        return _channel_message(record)
    if record.get("type") == "service" and "action" in record:
        return _SERVICE
    if "created_time" in record and ("message" in record or "story" in record):
        return _page_post(record)
    if "timestamp" in record and isinstance(record.get("data"), list):
        return _account_post(record)
    if record.get("type") == "Announce" and "actor" in record:
        return _BOOST
    if len(record) == 1 and isinstance(inner := next(iter(record.values())), Mapping):
        record = cast("Record", inner)  # {"tweet": {…}}
    if "id_str" in record and "created_at" in record:
        return _short_post(record)
    return None


def _channel_message(record: Record) -> Record | Aside:
    if record.get("type") == "service":
        return _SERVICE
    text = _joined(record.get("text"))
    return {**record, "text": text} if text.strip() else _EMPTY


def _joined(value: Any) -> str:
    """A text whose links and bold words are parts of their own, as one."""
    if isinstance(value, list):
        return "".join(map(_joined, cast("list[Any]", value)))
    if isinstance(value, Mapping):
        return _joined(cast("Record", value).get("text"))
    return value if isinstance(value, str) else ""


def _account_post(record: Record) -> Record | Aside | None:
    """A post whose text is one of several parts, and whose letters are bytes of UTF-8 that were taken for Latin-1."""
    parts = [cast("Record", part) for part in cast("Sequence[Any]", record["data"]) if isinstance(part, Mapping)]
    if not any(_POST_PARTS & part.keys() for part in parts) and "attachments" not in record:
        return None
    text = "\n\n".join(part["post"] for part in parts if isinstance(part.get("post"), str))
    if not text.strip():
        return _EMPTY
    return {"text": _letters(text), "date": record["timestamp"]}


def _page_post(record: Record) -> Record | Aside:
    """A post of a page of Facebook; its `story` is a notice such as "updated the cover photo", its `from` the page."""
    message = record.get("message")
    if not isinstance(message, str) or not message.strip():
        return _EMPTY
    page = record.get("from")
    name = cast("Record", page).get("name") if isinstance(page, Mapping) else None
    outlet = {"outlet": name} if isinstance(name, str) and "outlet" not in record else {}
    return {**{key: value for key, value in record.items() if key not in ("story", "from")}, **outlet}


def _letters(text: str) -> str:
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _short_post(record: Record) -> Record | None:
    """A post whose `source` is the program that it was written with; its account is the outlet."""
    user = record.get("user")
    account = cast("Record", user) if isinstance(user, Mapping) else {}
    name = next((account[key] for key in ("name", "screen_name") if isinstance(account.get(key), str)), "")
    if not name and "source" not in record:
        return None
    kept = {key: value for key, value in record.items() if key != "source"}
    return {**kept, "outlet": name} if name and "outlet" not in kept else kept
