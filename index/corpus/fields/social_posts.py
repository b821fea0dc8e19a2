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
    if "timestamp" in record and isinstance(record.get("data"), list):
        return _account_post(record)
    if record.get("type") == "Announce" and "actor" in record:
        return _BOOST
    if "id_str" in record and "created_at" in record:
        return _short_post(record)
    return None


def _channel_message(record: Record) -> Record | Aside | None:
    if record.get("type") == "service":
        return _SERVICE
    return _EMPTY if not _has_words(record.get("text")) else None


def _has_words(value: Any) -> bool:
    if isinstance(value, list):
        return any(_has_words(part) for part in cast("list[Any]", value))
    if isinstance(value, Mapping):
        return _has_words(cast("Record", value).get("text"))
    return isinstance(value, str) and bool(value.strip())


def _account_post(record: Record) -> Record | Aside | None:
    """A post whose text is one of several parts, and whose letters are bytes of UTF-8 that were taken for Latin-1."""
    parts = [cast("Record", part) for part in cast("Sequence[Any]", record["data"]) if isinstance(part, Mapping)]
    if not any(_POST_PARTS & part.keys() for part in parts) and "attachments" not in record:
        return None
    text = "\n\n".join(part["post"] for part in parts if isinstance(part.get("post"), str))
    if not text.strip():
        return _EMPTY
    found: dict[str, Any] = {"text": _letters(text), "date": record["timestamp"]}
    address = _address(record.get("attachments"), 0)
    return {**found, "url": address} if address else found


def _letters(text: str) -> str:
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _address(value: Any, depth: int) -> str:
    """The address of the page that a post shows."""
    if depth > 6:
        return ""
    if isinstance(value, Mapping):
        inner = cast("Record", value).get("external_context")
        if isinstance(inner, Mapping) and isinstance(url := cast("Record", inner).get("url"), str):
            return url
        value = list(cast("Record", value).values())
    if isinstance(value, list):
        return next((found for one in cast("list[Any]", value) if (found := _address(one, depth + 1))), "")
    return ""


def _short_post(record: Record) -> Record | None:
    """A post whose `source` is the program that it was written with; its account is the outlet."""
    user = record.get("user")
    account = cast("Record", user) if isinstance(user, Mapping) else {}
    name = next((account[key] for key in ("name", "screen_name") if isinstance(account.get(key), str)), "")
    if not name and "source" not in record:
        return None
    kept = {key: value for key, value in record.items() if key != "source"}
    return {**kept, "outlet": name} if name and "outlet" not in kept else kept
