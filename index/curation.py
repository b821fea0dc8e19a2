"""What the user decided, in plain YAML beside the index: applied at query time, kept by every rebuild."""

from pathlib import Path

import msgspec
import yaml
from msgspec import Struct, field

from .query.terms import accepts_value
from .query.tree import And, Exact, Fuzzy, Ids, Node, Not, Or, Prefix, Wildcard, Word

NAME = "curation.yaml"


class CurationError(Exception):
    """The file cannot be used; the message says what is wrong with it."""


class Curation(Struct, frozen=True, forbid_unknown_fields=True):
    """The user's decisions."""

    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Tag -> ids of the articles that carry it."""


def load(folder: Path) -> Curation:
    """The curation kept in an index folder; an empty one when there is none.

    Raises:
        CurationError: the file is there but cannot be read; nothing of it is ever overwritten then.
    """
    path = folder / NAME
    try:
        return msgspec.convert(yaml.safe_load(path.read_text("utf-8")) or {}, Curation)
    except FileNotFoundError:
        return Curation()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise CurationError(f"{path} cannot be read: {error}") from None


def apply_tags(tree: Node, curation: Curation) -> Node:
    """The tree with every condition on `tag:` replaced by the ids of the articles that carry such a tag."""
    if isinstance(tree, And):
        return And(tuple(apply_tags(part, curation) for part in tree.parts))
    if isinstance(tree, Or):
        return Or(tuple(apply_tags(part, curation) for part in tree.parts))
    if isinstance(tree, Not):
        return Not(apply_tags(tree.part, curation))
    if isinstance(tree, Word | Exact | Prefix | Wildcard | Fuzzy) and tree.field == "tag":
        accepts = accepts_value(tree)
        found = (ids for tag, ids in curation.tags.items() if accepts(tag))
        return Ids(frozenset(id for ids in found for id in ids))
    return tree
