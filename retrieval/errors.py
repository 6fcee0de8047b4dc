"""The errors a user can cause. Each message is one sentence: what is wrong and what to do.

Everything that is *not* an `AssistantError` is a fault of ours: the command line exits with 1,
the page apologises and the details go to the log.
"""


class AssistantError(Exception):
    """Wrong use or bad input; `str(error)` is fit to show to a user (exit code 2)."""


class BadMedia(AssistantError):
    """A photo, recording or video that cannot be used."""


class BadQuery(AssistantError):
    """A question that cannot be asked (empty, too long)."""


class BadFeed(AssistantError):
    """A source that cannot be read at all (single bad rows are `Rejection`s, not errors)."""


class NotFetched(AssistantError):
    """A web address that is not fetched, or whose answer cannot be used."""


class HostUnreachable(NotFetched):
    """A web address whose host does not answer, so that its other addresses will not either."""


class BadCatalogue(AssistantError):
    """A catalogue directory that is missing, foreign, newer than this program or in use."""


class DamagedGeneration(BadCatalogue):
    """Derived indexes that cannot be used; the catalogue can build them again."""


class ModelUnavailable(AssistantError):
    """A model whose weights are not on this machine."""


class BadMatcher(AssistantError):
    """A trained matcher that cannot be used, or pairs it cannot be trained on."""


class StoreDown(AssistantError):
    """A vector store on a server that cannot be reached; what it held is searched exactly."""
