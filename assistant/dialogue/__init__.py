"""The state of one conversation: constraints, references, photos, undo."""

from assistant.constraints import Chip
from assistant.dialogue.answer import DialogueAnswer
from assistant.dialogue.chips import chips
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.state import State

__all__ = ["Chip", "Conversation", "DialogueAnswer", "State", "chips"]
