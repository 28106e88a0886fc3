"""Servers of the trials' own: a PostgreSQL and a RabbitMQ on free ports in a temporary folder, which may be killed and started again.

The machine's own servers are never touched. Where the programs are not installed, the trials that need them are left out, with the reason.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

PATIENCE = 60.0


class NotHereError(Exception):
    """What a trial needs is not there; the message says what."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds, what: str, seconds: float = PATIENCE) -> float:
    """Wait until something holds; return how long that took.

    Raises:
        TimeoutError: it never did.
    """
    begun = time.monotonic()
    while not holds():
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.05)
    return time.monotonic() - begun


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _program(name: str, *folders: Path) -> str:
    """Return the path of a program.

    Raises:
        NotHereError: it is not installed.
    """
    found = shutil.which(name, path=os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")]))
    if found is None:
        raise NotHereError(f"{name} is not installed")
    return found


class Postgres:
    """A PostgreSQL server with one empty database."""

    def __init__(self, folder: Path) -> None:
        folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        self._ctl = _program("pg_ctl", *folders)
        self._folder = folder / "postgres"
        self.port = free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self._folder.mkdir()
        self._give_away(folder)
        initdb = _program("initdb", *folders)
        self._run(initdb, "--username=postgres", "--auth=trust", "--encoding=UTF8", "-D", str(self._folder / "data"))
        self.start()

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self._folder}"
        log = str(self._folder / "log")
        self._run(self._ctl, "start", "-w", "-D", str(self._folder / "data"), "-l", log, "-o", options)

    def kill(self) -> None:
        """Have the server end at once, without a word to anybody, as in a crash."""
        self._run(self._ctl, "stop", "-m", "immediate", "-D", str(self._folder / "data"))

    stop = kill

    def _give_away(self, folder: Path) -> None:
        """Let the user of the server have the folder: it does not run as root."""
        if os.geteuid() != 0:
            return
        try:
            user = pwd.getpwnam("postgres")
        except KeyError as error:
            raise NotHereError("there is no user postgres, and PostgreSQL does not run as root") from error
        os.chown(self._folder, user.pw_uid, user.pw_gid)
        folder.chmod(0o711)

    def _run(self, *command: str) -> None:
        become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*become, *command], cwd=self._folder, stdout=subprocess.DEVNULL, check=True)


class RabbitMQ:
    """A RabbitMQ node, with a port mapper of its own."""

    def __init__(self, folder: Path) -> None:
        self._server = _program("rabbitmq-server", Path("/usr/lib/rabbitmq/bin"), Path("/usr/sbin"))
        _program("erl")
        self._folder = folder / "rabbitmq"
        self._folder.mkdir()
        self.port = free_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{self.port}//"
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._folder),
            "LANG": "C.UTF-8",
            "ERL_EPMD_PORT": str(free_port()),
            "RABBITMQ_NODENAME": f"faults{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(self._folder / "data"),
            "RABBITMQ_LOG_BASE": str(self._folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._folder / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(self._folder / "none"),
            "RABBITMQ_CONF_ENV_FILE": str(self._folder / "none"),
            "RABBITMQ_SERVER_START_ARGS": "",
        }
        self.start()

    def start(self) -> None:
        with (self._folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [self._server], env=self._environment, stdout=output, stderr=output, start_new_session=True
            )
        wait_until(lambda: listens(self.port) or self._process.poll() is not None, "RabbitMQ to start")
        if self._process.poll() is not None:
            raise NotHereError(f"RabbitMQ does not start: {(self._folder / 'output').read_text()[-500:]}")

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        wait_until(lambda: not listens(self.port), "RabbitMQ to be gone")

    def stop(self) -> None:
        self.kill()
        subprocess.run(["epmd", "-kill"], env=self._environment, capture_output=True, check=False)
