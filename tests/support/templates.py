"""Templates that are compiled once: every build has template environments of its own, and the tests build hundreds of sites."""

import jinja2


class Compiled(jinja2.BytecodeCache):
    """Keeps what Jinja made of a template's source, for environments that are set alike."""

    def __init__(self):
        self.kept = {}

    def load_bytecode(self, bucket):
        bucket.code = self.kept.get(self._place(bucket))

    def dump_bytecode(self, bucket):
        self.kept[self._place(bucket)] = bucket.code

    def _place(self, bucket):
        one = bucket.environment
        settings = (
            one.autoescape,
            one.trim_blocks,
            one.lstrip_blocks,
            one.finalize,
            one.undefined,
            one.globals.get("language"),
        )
        return bucket.key, bucket.checksum, *settings, *one.extensions, *one.filters


def compile_once():
    """Let every environment that has no such cache share one."""
    compiled, initialise = Compiled(), jinja2.Environment.__init__

    def begin(self, *arguments, **named):
        initialise(self, *arguments, **named)
        self.bytecode_cache = self.bytecode_cache or compiled

    jinja2.Environment.__init__ = begin
