"""The search benchmark reads queries as people write them, and its figures are what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.record import command_line, deliver
from benchmarks.search import QUERIES, Answered, read_queries, report
from bookbinder.base.problems import BookError


def test_queries_whose_page_is_not_written_are_left_out(tmp_path: Path, root: Path) -> None:
    file = tmp_path / "queries.tsv"
    file.write_bytes("\ufefflogit\twhat-is-a-logit\r\n\nlater\tno-such-page\n a b \t softmax-twice \n".encode())
    assert read_queries(file, root) == [("logit", "what-is-a-logit"), ("a b", "softmax-twice")]


@pytest.mark.parametrize("line", ["no tab", "\tslug", "query\t"])
def test_a_line_that_is_no_query_is_named(tmp_path: Path, root: Path, line: str) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text(f"logit\twhat-is-a-logit\n{line}\n")
    with pytest.raises(BookError, match=r"queries\.tsv:2: is no query"):
        read_queries(file, root)


def test_the_figures_are_shares_and_the_mean_of_one_over_the_rank() -> None:
    found = [["a", "b", "c", "d"]] * 4
    figures = report([Answered(slug, slug, pages) for slug, pages in zip(["a", "b", "d", "x"], found, strict=True)])
    misses = figures.pop("misses")
    assert figures == {"queries": 4, "first": 0.25, "first_three": 0.5, "mrr": round((1 + 1 / 2 + 1 / 4) / 4, 4)}
    assert misses == [
        {"query": slug, "slug": slug, "rank": rank, "found": ["a", "b", "c"]}
        for slug, rank in (("b", 2), ("d", 4), ("x", None))
    ]


def test_of_several_pages_that_answer_a_query_the_first_found_counts() -> None:
    assert Answered("q", "c b", ["a", "b", "c"]).rank == 2
    assert Answered("q", "x y", ["a", "b"]).rank is None


def test_the_book_s_own_queries_are_many_and_each_is_asked_once(root: Path) -> None:
    queries = [line.split("\t")[0] for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    assert len(queries) == len(set(queries)) >= 150
    assert len(read_queries(QUERIES, root)) >= 120


def test_as_json_it_prints_the_figures_and_nothing_around_them(capsys: pytest.CaptureFixture[str]) -> None:
    figures = report([Answered("a", "a", ["a"]), Answered("b", "b", ["a", "b"])])
    details = {"misses": figures.pop("misses")}
    deliver("search", figures, "a table", command_line("search", "").parse_args(["--json"]), details=details)
    printed = json.loads(capsys.readouterr().out)
    assert printed.keys() == {"queries", "first", "first_three", "mrr", "misses"}
    assert printed == figures | details
