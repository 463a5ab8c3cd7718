"""The socket on which trackers are heard; it listens at one address and says nothing."""

import logging
import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QAbstractSocket, QHostAddress, QUdpSocket

from planningtable.domain.text import PlanningError
from planningtable.tuio.tracker import Counts, Trackers
from planningtable.tuio.values import Token
from ui.tuio.fingers import Fingers

AT_ONCE = 200
"""Packets that are read before the window has its turn again."""
ROOM = 8 * 1024 * 1024
"""Asked of the system for packets that wait while the window is busy [bytes]; it gives what it allows.

Usual are 200 kB, which forty fingers fill in half a second; then a tap would be lost."""
ROUND = 500
"""How often silent trackers are looked for [ms]."""
TELL = 60.0
"""How often the logbook is told of packets that were left out [s]."""

log = logging.getLogger(__name__)


class Listener(QObject):
    """Hears trackers and moves the fingers of a window.

    Raises:
        PlanningError: nothing can be heard at this address.
    """

    def __init__(self, address: str, port: int, fingers: Fingers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fingers = fingers
        self.pieces: Callable[[Mapping[int, Token]], None] | None = None
        """Who hears of things with marks, besides fingers."""
        self._trackers = Trackers()
        self._told, self._told_at = Counts(), time.monotonic()
        self._socket = QUdpSocket(self)
        # Alone: a second window on the same port would share the packets with this one.
        if not self._socket.bind(QHostAddress(address), port, QAbstractSocket.BindFlag.DontShareAddress):
            raise PlanningError("error.window.tuio", address=address, port=port, reason=self._socket.errorString())
        self._make_room()
        self._socket.readyRead.connect(self._read)
        self._round = QTimer(self)
        self._round.setInterval(ROUND)
        self._round.timeout.connect(self._look_round)
        self._round.start()

    @property
    def counts(self) -> Counts:
        return self._trackers.counts

    @property
    def down(self) -> int:
        """How many fingers are down."""
        return self._fingers.down

    def close(self) -> None:
        """Hear no more; fingers that are down are lifted."""
        self._round.stop()
        self._socket.close()
        self._fingers.show({})
        self.pieces = None
        self._tell()

    def _make_room(self) -> None:
        option = QAbstractSocket.SocketOption.ReceiveBufferSizeSocketOption
        self._socket.setSocketOption(option, ROOM)
        given = int(self._socket.socketOption(option) or 0)
        if given < ROOM // 8:
            log.warning(
                "TUIO: the system keeps %d bytes for a busy window; Linux: sysctl net.core.rmem_max=%d", given, ROOM
            )

    def _read(self) -> None:
        now = time.monotonic()
        contacts = self._trackers.contacts()
        for _ in range(AT_ONCE):
            if not self._socket.hasPendingDatagrams():
                break
            packet = self._socket.receiveDatagram()
            self._trackers.take(bytes(packet.data().data()), packet.senderAddress().toString(), now)
            # Of moves the last one counts, but a finger that came and went between two pictures was a tap.
            before, contacts = contacts, self._trackers.contacts()
            if self._fingers.changes(contacts):
                self._fingers.show(before)
                self._fingers.show(contacts)
        else:
            QTimer.singleShot(0, self, self._read)
        self._fingers.show(contacts)
        self._show_pieces()

    def _look_round(self) -> None:
        self._trackers.forget_silent(time.monotonic())
        self._fingers.show(self._trackers.contacts())
        self._show_pieces()
        if time.monotonic() - self._told_at > TELL:
            self._tell()

    def _show_pieces(self) -> None:
        if self.pieces is not None:
            self.pieces(self._trackers.tokens())

    def _tell(self) -> None:
        counts = self._trackers.counts
        if counts.left_out > self._told.left_out:
            log.warning(
                "TUIO: of %d packets %d could not be read, %d were too large, %d came from too many trackers",
                counts.taken + counts.left_out,
                counts.malformed,
                counts.oversized,
                counts.strangers,
            )
        self._told, self._told_at = counts, time.monotonic()
