"""Lists for QML: a frozen dataclass a row, its fields are the roles."""

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@QmlElement
class Rows(QAbstractListModel):
    """Rows of one kind. Setting rows of the same number keeps the delegates alive."""

    NO_PARENT: ClassVar[QModelIndex] = QModelIndex()

    def __init__(self, kind: "type[DataclassInstance]", parent: QObject) -> None:
        super().__init__(parent)
        self._roles = {_FIRST_ROLE + n: field.name for n, field in enumerate(fields(kind))}
        self._rows: tuple[DataclassInstance, ...] = ()

    def set(self, rows: "Sequence[DataclassInstance]") -> None:
        new = tuple(rows)
        if new == self._rows:
            return
        if len(new) == len(self._rows):
            self._rows = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, 0))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Any:
        return self._rows[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _FIRST_ROLE) -> object:
        if not index.isValid() or role not in self._roles:
            return None
        return getattr(self._rows[index.row()], self._roles[role])

    def roleNames(self) -> dict[int, QByteArray]:
        return {role: QByteArray(name.encode()) for role, name in self._roles.items()}
