"""What a conversation comes to between two turns: small, written down, read by any server."""

from assistant.conversations.snapshot import BadSnapshot, restored, snapshot

__all__ = ["BadSnapshot", "restored", "snapshot"]
