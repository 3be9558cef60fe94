"""The news that the weights are made of, parted by the checksum of its ids.

Of twenty articles eighteen train the counts and the network; one makes the pages on which the
weights of the evidence are fitted; one makes the pages that nothing is fitted to and nobody tunes
on, for the figures of the card.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

Lot = Literal["train", "fit", "test"]
_PARTS = 20
# A paper's own notices and the forms of web sites would be counted as body.
_UNFIT = re.compile("\u200b|声明：|公告|编辑")


def lot_of(document: str) -> Lot:
    """What the article with this id is for."""
    lots: dict[int, Lot] = {0: "fit", 1: "test"}
    return lots.get(zlib.crc32(document.encode()) % _PARTS, "train")


def read_news(data: Path, lot: Lot) -> Iterator[str]:
    """Texts of the articles of one lot, in the order of the file in the folder `data`."""
    with lzma.open(corpus_of(data), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if lot_of(row["id"]) == lot:
                yield row["text"]


def read_articles(data: Path, lot: Lot, count: int | None = None) -> list[str]:
    """Articles of 500 to 1,600 characters and eight sentences or more: enough for columns."""
    fit = (
        text
        for text in read_news(data, lot)
        if 500 <= len(text) <= 1600
        and len(re.findall("[。！？]", text)) >= 8
        and not _UNFIT.search(text)
    )
    return list(islice(fit, count))


def corpus_of(data: Path) -> Path:
    """The file of the news in the folder of the data sets."""
    return data / "open" / "crud_news.docs.jsonl.xz"


def add_data(parser: argparse.ArgumentParser) -> None:
    """The option that every command here has."""
    parser.add_argument("--data", type=_folder, required=True, help="the folder of the data sets")


def _folder(name: str) -> Path:
    data = Path(name)
    if not corpus_of(data).is_file():
        raise argparse.ArgumentTypeError(
            f"{corpus_of(data)} is not there: give the folder that holds open/"
        )
    return data
