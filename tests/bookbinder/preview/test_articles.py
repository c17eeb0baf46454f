"""A browser that shows a page gets the article of each edit, rendered as the site has it, before the engine's page."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from bookbinder.preview.article_process import ArticleProcess
from bookbinder.preview.local_proxy import LocalProxy
from bookbinder.site.engines import engine_environment
from tests.bookbinder.model import ONE, PAGE
from tests.bookbinder.preview.hostile_requests import HOST, request
from tests.serving import ask, status

URL = "questions/one/"
LISTEN = request(b"GET /.article/questions/one/ HTTP/1.1", HOST)


@pytest.fixture
def proxy() -> Iterator[LocalProxy]:
    with LocalProxy(socket.create_server(("127.0.0.1", 0))) as proxy:
        yield proxy


@contextmanager
def listener(proxy: LocalProxy, data: bytes = LISTEN) -> Iterator[BinaryIO]:
    """Listen as a browser does, once the head of the response is there; yield what comes after it."""
    with (
        socket.create_connection(("127.0.0.1", proxy.port), timeout=60) as client,
        client.makefile("rb") as received,
    ):
        client.sendall(data.replace(b"PORT", b"%d" % proxy.port))
        assert status(b"".join(iter(received.readline, b"\r\n"))) == 200
        yield received


def article(received: BinaryIO) -> str:
    """Return the next article that a browser gets."""
    text: str = json.loads(received.readline().removeprefix(b"data: "))
    assert received.readline() == b"\n"
    return text


def test_each_browser_gets_what_is_sent_of_its_page_and_a_later_one_the_last(proxy: LocalProxy) -> None:
    other = LISTEN.replace(b"one", b"two")
    with listener(proxy) as first, listener(proxy) as second, listener(proxy, other) as third:
        proxy.articles.send(URL, '"one"')
        assert (article(first), article(second)) == ("one", "one")
        proxy.articles.send(URL, '"again"')
        proxy.articles.send("questions/two/", '"two"')
        assert (article(first), article(second), article(third)) == ("again", "again", "two")
    with listener(proxy) as later:
        assert article(later) == "again"


def test_a_page_is_rendered_only_for_a_browser_that_has_shown_it(proxy: LocalProxy) -> None:
    assert not proxy.articles.are_read(URL)
    with listener(proxy):
        assert proxy.articles.are_read(URL)
    assert proxy.articles.are_read(URL)  # it may just load it again
    assert not proxy.articles.are_read("questions/two/")


def test_a_page_of_another_site_cannot_listen(proxy: LocalProxy) -> None:
    foreign = request(b"GET /.article/questions/one/ HTTP/1.1", HOST, b"Origin: http://evil.example")
    assert status(ask(proxy.port, foreign)) == 403
    assert not proxy.articles.are_read(URL)


def test_an_edited_page_and_an_edited_script_are_rendered_and_a_loaded_file_is_loaded_again(
    small: Path, proxy: LocalProxy
) -> None:
    page, script, config = small / PAGE, small / "snippets/one/first.py", small / "mkdocs.yml"
    with listener(proxy) as client, ArticleProcess(small, engine_environment(), proxy.articles) as articles:
        articles.start()
        page.write_text(ONE.replace("## More", "## By ear"))
        articles.render([PAGE, "docs/questions/two.md", "docs/references.yml"], {page})
        assert ">By ear<" in (first := article(client))
        assert '<a href="../two/#more">two</a>' in first

        script.write_text(script.read_text() + 'print("by foot")\n')
        articles.render([PAGE], {script})
        assert "by foot" in article(client)

        config.write_text(config.read_text().replace("    - toc.follow\n", ""))
        articles.render([], {config})
        articles.start()
        articles.render([PAGE], {page})
        assert ">By ear<" in article(client)


def test_a_page_that_cannot_be_rendered_is_left_to_the_engine_and_the_next_one_is_rendered(
    small: Path, proxy: LocalProxy
) -> None:
    page, gone = small / PAGE, request(b"GET /.article/questions/gone/ HTTP/1.1", HOST)
    with (
        listener(proxy, gone),
        listener(proxy) as client,
        ArticleProcess(small, engine_environment(), proxy.articles) as one,
    ):
        one.start()
        page.write_text(ONE.replace("## More", "## By ear"))
        one.render(["docs/questions/gone.md", PAGE], {page})
        assert ">By ear<" in article(client)
