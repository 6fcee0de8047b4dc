"""The page: a chat with photos and voice beside product cards. The only package with Gradio."""
