"""One run of the harvest: from the start pages to every sheet, in both languages, page by page into the ledger."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.harvest.changes import Report, append_to_history, report_of
from recueil_kg.harvest.configuration import HarvestConfiguration
from recueil_kg.harvest.fetching import Fetcher, ForbiddenError, UnreachableError, UnwelcomeError
from recueil_kg.harvest.ledger import Ledger, Page, file_for, now, read_ledger, write_ledger, write_whole
from recueil_kg.harvest.site import Content, content_of, is_document, known_address
from recueil_kg.harvest.transport import Answer
from recueil_kg.i18n import _

_CACHE = "cache"
_LOCK = "harvest.lock"
_GONE = frozenset({404, 410})


def default_harvest_folder() -> Path:
    """Where sheets are kept unless the user says otherwise: in the user's data folder."""
    return user_data_path("recueil-kg") / "harvest"


def harvest(
    configuration: HarvestConfiguration, folder: Path, show: Callable[[int, int], None] = lambda _done, _known: None
) -> Report:
    """Fetch what is new or has changed since the last run, or go on with a run that was interrupted.

    Args:
        configuration: where the sheets are, and how politely they are fetched.
        folder: gets `sheets/` with the pages as published, `harvest.json` with what is known of each,
            `changes.jsonl` with what each run found, and the HTTP cache.
        show: is told how many pages are done, and how many are known.

    Raises:
        RecueilError: a host does not want to be asked, or does not answer; another harvest is at work on the folder; or
            its ledger is none. What was fetched until then is kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder), Fetcher(configuration, folder / _CACHE) as fetcher:
        ledger = read_ledger(folder)
        ledger.begin()
        _Run(configuration, folder, fetcher, ledger, show).finish()
        report = report_of(ledger)
        append_to_history(folder, report)
        ledger.finished = True
        write_ledger(folder, ledger)
        return report


def look_ahead(configuration: HarvestConfiguration) -> list[str]:
    """The addresses that the start pages lead to, without fetching them and without writing anything.

    Raises:
        RecueilError: a start page cannot be had.
    """
    found: dict[str, None] = {}
    with Fetcher(configuration, cache=None) as fetcher:
        for start in _starts(configuration):
            answer = fetcher.fetch(start)
            if answer.status in _GONE:
                raise _no_start(start, answer.status)
            content = content_of(answer.address, answer.body, configuration)
            found.update(dict.fromkeys((*content.links, *_beside(content))))
    return [address for address in found if address not in _starts(configuration)]


def _starts(configuration: HarvestConfiguration) -> tuple[str, ...]:
    paths = [path for pages in configuration.languages.values() for path in pages.start]
    return tuple(known_address(f"{configuration.site.rstrip('/')}{path}", configuration) or path for path in paths)


def _beside(content: Content, *, documents: bool = True) -> tuple[str, ...]:
    """What belongs to a page: the other language, and PDF files."""
    other = (content.other_language,) if content.other_language else ()
    return (*other, *content.documents) if documents else other


def _no_start(address: str, status: int) -> RecueilError:
    return RecueilError(
        _("there is no such start page (the server answered {status})").format(status=status),
        where=address,
        do=_("correct its address in the configuration"),
        exit_code=ExitCode.ENGINE_FAILED,
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock."""
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RecueilError(
            _("another harvest is at work on this folder"),
            where=str(folder),
            do=_("wait until it ends"),
            exit_code=ExitCode.ENGINE_FAILED,
        ) from None
    try:
        yield
    finally:
        lock.release()


class _Run:
    """A run while it goes on: what is still to be looked at."""

    def __init__(
        self,
        configuration: HarvestConfiguration,
        folder: Path,
        fetcher: Fetcher,
        ledger: Ledger,
        show: Callable[[int, int], None],
    ) -> None:
        self.settings = configuration
        self.folder = folder
        self.fetcher = fetcher
        self.ledger = ledger
        self.show = show
        self.starts = _starts(configuration)
        self.met: set[str] = set()
        self.done = 0
        self.failures = 0

    def finish(self) -> None:
        """Look at everything that the start pages lead to; then at the sheets of earlier runs that nothing leads to."""
        self._follow([(address, None) for address in self.starts], depth=0)
        self._follow(
            [
                (page.address, page.found_on)
                for page in self.ledger.pages.values()
                if page.file is not None and page.outcome != "gone" and page.address not in self.met
            ],
            depth=self.settings.depth,
        )
        self.show(self.done, self.done)

    def _follow(self, addresses: list[tuple[str, str | None]], depth: int) -> None:
        """Breadth first, so that each page is met at its smallest distance."""
        waiting = deque((address, found_on, depth) for address, found_on in addresses if self._meet(address))
        while waiting:
            address, found_on, distance = waiting.popleft()
            self.show(self.done, len(self.met))
            page = self._look(address, found_on, distance)
            self.done += 1
            links = page.links if distance < self.settings.depth else ()
            waiting.extendleft((link, page.address, distance) for link in reversed(page.beside) if self._meet(link))
            waiting.extend((link, page.address, distance + 1) for link in links if self._meet(link))

    def _meet(self, address: str) -> bool:
        """Whether an address is met for the first time, and there is room for it."""
        if address in self.met:
            return False
        if len(self.met) >= self.settings.most_pages:
            write_ledger(self.folder, self.ledger)
            raise RecueilError(
                _("more than {limit} pages are linked").format(limit=self.settings.most_pages),
                where=address,
                do=_("narrow within in the configuration, or set a larger most_pages"),
                exit_code=ExitCode.ENGINE_FAILED,
            )
        self.met.add(address)
        return True

    def _look(self, address: str, found_on: str | None, distance: int) -> Page:
        """The page as this run found it; asked for once in a run, however often that is interrupted."""
        page = self.ledger.pages.get(address) or Page(address=address)
        if self.ledger.is_done(address):
            return self.ledger.pages.get(page.final_address or address, page)
        page.found_on, page.reason = found_on or page.found_on, None
        failure: RecueilError | None = None
        try:
            page = self._record(page, self.fetcher.fetch(address), is_index=distance == 0)
            self.failures = 0
        except UnwelcomeError:
            raise
        except RecueilError as error:
            failure = error
            is_forbidden = isinstance(error, ForbiddenError) and address not in self.starts
            page.outcome, page.reason = ("forbidden" if is_forbidden else "failed"), f"{error.what}; {error.do}"
        page.run, page.checked = self.ledger.run, now()
        self.ledger.pages[page.address] = page
        write_ledger(self.folder, self.ledger)
        if failure is not None:
            self._count_failure(failure)
        return page

    def _count_failure(self, error: RecueilError) -> None:
        """Stop where nothing answers any more: asking on would help nobody."""
        self.failures = self.failures + 1 if isinstance(error, UnreachableError) else 0
        if self.failures >= self.settings.failures_in_a_row:
            raise RecueilError(
                _("{count} pages in a row gave no answer ({reason})").format(count=self.failures, reason=error.what),
                where=error.where,
                do=_("run recueil-kg harvest again later; it goes on here"),
                exit_code=ExitCode.ENGINE_FAILED,
            )

    def _record(self, page: Page, answer: Answer, *, is_index: bool) -> Page:
        """Write down what a page answered, and the sheet where it is one.

        Raises:
            RecueilError: the answer cannot be read, or leads nowhere from where something is to start.
        """
        is_start = page.address in self.starts
        final = known_address(answer.address, self.settings) or answer.address
        if final != page.address:
            page = self._moved(page, final)
            if self.ledger.is_done(final):
                return page
        page.status = answer.status
        if answer.status in _GONE:
            if is_start:
                raise _no_start(page.address, answer.status)
            page.outcome, page.links, page.beside = "gone", (), ()
            page.reason = _("the server answered {status}").format(status=answer.status)
            return page
        content = self._content(page, answer)
        if content is None:
            page.outcome = "read"
            return page
        if is_start and not content.links:
            raise RecueilError(
                _("no link to a sheet was found on this start page"),
                do=_("correct its address, or within, in the configuration"),
            )
        page.etag, page.last_modified = answer.etag, answer.last_modified
        page.links, page.other_language = content.links, content.other_language
        page.beside = _beside(content, documents=is_index or content.is_sheet)
        if content.is_sheet:
            self._keep(page, answer, content)
        elif page.file is not None:
            page.outcome, page.reason = "gone", _("the page is no longer a sheet")
        else:
            page.outcome = "read"
        return page

    def _content(self, page: Page, answer: Answer) -> Content | None:
        """What the answer says; None for a PDF that cannot be read and was no sheet before: pictures, passwords."""
        try:
            return content_of(answer.address, answer.body, self.settings)
        except RecueilError as error:
            if is_document(page.address, self.settings) and page.file is None:
                return None
            raise RecueilError(error.what, where=page.address, do=_("look at it in a browser")) from None
        except Exception as error:
            if os.environ.get("RECUEIL_DEBUG") == "1":
                raise
            what = _("reading it failed ({kind})").format(kind=type(error).__name__)
            raise RecueilError(what, where=page.address, do=_("report what RECUEIL_DEBUG=1 shows")) from None

    def _moved(self, page: Page, final: str) -> Page:
        """The entry of the address that a page leads to; a sheet that was known by the old address keeps its file."""
        target = self.ledger.pages.get(final)
        if target is None:
            target = Page(address=final, found_on=page.found_on)
            if page.file is not None:
                for name in ("file", "sha256", "digest", "retrieved", "first_seen", "changed"):
                    setattr(target, name, getattr(page, name))
                page.file = None
            self.ledger.pages[final] = target
        page.outcome, page.final_address = "moved", final
        page.run, page.checked, page.links, page.beside = self.ledger.run, now(), (), ()
        self.ledger.pages[page.address] = page
        self.met.add(final)
        return target

    def _keep(self, page: Page, answer: Answer, content: Content) -> None:
        """Write a sheet's file where there is none yet, or its words or links are others than before."""
        path = self.folder / page.file if page.file else None
        is_same = page.digest == content.digest
        if path is None or not is_same or not path.is_file():
            page.file = page.file or file_for(page.address, content.language, content.format, self.ledger)
            write_whole(self.folder / page.file, answer.body)
            page.sha256, page.digest = sha256(answer.body).hexdigest(), content.digest
            page.retrieved = now()
        page.format, page.language, page.edition = content.format, content.language, content.edition
        if page.first_seen is None:
            page.outcome, page.first_seen, page.changed = "new", page.retrieved, page.retrieved
        elif is_same:
            page.outcome = "unchanged"
        else:
            page.outcome, page.changed = "changed", page.retrieved
