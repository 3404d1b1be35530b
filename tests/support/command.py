"""The command as a user runs it, without the time that an interpreter needs to begin."""

import contextlib
import io
import os
import sys
import tempfile
import traceback
from subprocess import CompletedProcess

from explainer.cli import main


def explainer(*arguments, cwd=None, text=""):
    """Run ``explainer`` in a process of its own, a copy of this one; return how it ended and what it printed.

    What a test has changed in this process, such as the environment, holds in that one too; nothing that it changes holds here.
    """
    with contextlib.ExitStack() as stack:
        given, out, err = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        given.write(text.encode())
        given.seek(0)
        child = os.fork()
        if not child:
            for number, file in enumerate((given, out, err)):
                os.dup2(file.fileno(), number)
            os._exit(_run([str(one) for one in arguments], cwd))
        _, status = os.waitpid(child, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return CompletedProcess(["explainer", *arguments], os.waitstatus_to_exitcode(status), *texts)


def _run(arguments, cwd):
    """Return the exit status of the command in this process, whose standard streams are files."""
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(io.FileIO(number, mode, closefd=False), encoding="utf-8", write_through=True)
        for number, mode in enumerate(("rb", "wb", "wb"))
    )
    status = 1
    try:
        if cwd:
            os.chdir(cwd)
        status = main(arguments)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    return status
