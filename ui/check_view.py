import gradio as gr
class CheckView:
    def __init__(self, desk, language):
        self.labelled = []
        gr.HTML("-")
    def labels(self, code): return {}
    def listen(self, *a): pass
