"""Other data that the graph links to, from `data/linked_datasets.yaml`."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from recueil_kg import iris
from recueil_kg.model.bilingual import Bilingual, Text
from recueil_kg.model.records import WebAddress
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder


class LinkedDataset(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Data of others.

    Attributes:
        id: its slug.
        title: its name in both languages.
        homepage: where it is about itself.
        spaces: how the addresses of its things begin.
    """

    id: Text
    title: Bilingual
    homepage: WebAddress
    spaces: tuple[WebAddress, ...]


@cache
def load_linked_datasets() -> tuple[LinkedDataset, ...]:
    """Every entry of the shipped file.

    Raises:
        RecueilError: file, line and field of what is wrong.
    """
    return read_yaml(data_folder() / "linked_datasets.yaml", tuple[LinkedDataset, ...])


@cache
def _spaces() -> dict[str, LinkedDataset]:
    """The entries by their spaces, longest first, with the base in use."""
    found = {iris.rebase(space): dataset for dataset in load_linked_datasets() for space in dataset.spaces}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def linked_dataset(address: str) -> LinkedDataset | None:
    """The entry that an address belongs to."""
    return next((dataset for space, dataset in _spaces().items() if address.startswith(space)), None)
