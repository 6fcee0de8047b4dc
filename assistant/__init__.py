"""The conversation: understanding, speech, media, recommending, explaining, the page."""
