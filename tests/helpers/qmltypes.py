"""What QML may know of our Python types, written down for qmllint.

``pyside6-metaobjectdump`` reads source text and gives up on properties whose getter is not a plain name, so the running
classes are asked instead.
"""

from collections.abc import Iterable

from PySide6.QtCore import QMetaMethod, QMetaObject, QObject

NAMES = {"QVariantList": "QVariantList", "PyObject": "QVariant", "void": ""}
# Bases that Qt does not tell QML about.
BASES = {"QQuickFramebufferObject": "QQuickItem", "QQuickPaintedItem": "QQuickItem"}


def _type(name: str) -> tuple[str, bool]:
    plain = NAMES.get(name, name)
    return plain.rstrip("*").strip(), plain.endswith("*")


def _properties(meta: QMetaObject) -> Iterable[str]:
    for number in range(meta.propertyOffset(), meta.propertyCount()):
        prop = meta.property(number)
        kind, pointer = _type(prop.typeName())
        yield (
            f'        Property {{ name: "{prop.name()}"; type: "{kind}"; isPointer: {str(pointer).lower()};'
            f" isReadonly: {str(not prop.isWritable()).lower()}; isPropertyConstant: {str(prop.isConstant()).lower()};"
            f' notify: "{prop.notifySignal().name().data().decode() if prop.hasNotifySignal() else ""}" }}'
        )


def _methods(meta: QMetaObject) -> Iterable[str]:
    for number in range(meta.methodOffset(), meta.methodCount()):
        method = meta.method(number)
        word = "Signal" if method.methodType() == QMetaMethod.MethodType.Signal else "Method"
        names = [bytes(name.data()).decode() for name in method.parameterNames()]
        parameters = []
        for place, raw in enumerate(method.parameterTypes()):
            kind, pointer = _type(bytes(raw.data()).decode())
            name = names[place] or f"argument{place}"
            parameters.append(f'Parameter {{ name: "{name}"; type: "{kind}"; isPointer: {str(pointer).lower()} }}')
        answer = _type(method.typeName())[0] if method.typeName() else ""
        given = f'type: "{answer}"; ' if answer and word == "Method" else ""
        yield f'        {word} {{ name: "{bytes(method.name().data()).decode()}"; {given}{" ".join(parameters)} }}'


def qmltypes(module: str, types: Iterable[type[QObject]]) -> str:
    """The text of a ``.qmltypes`` file."""
    lines = ["import QtQuick.tooling 1.2", "Module {"]
    for kind in types:
        meta = kind.staticMetaObject
        base = meta.superClass().className()
        lines += [
            "    Component {",
            f'        name: "{kind.__name__}"; accessSemantics: "reference"',
            f'        prototype: "{BASES.get(base, base)}"',
            f'        exports: ["{module}/{kind.__name__} 1.0"]',
            "        exportMetaObjectRevisions: [256]",
            *_properties(meta),
            *_methods(meta),
            "    }",
        ]
    return "\n".join([*lines, "}", ""])
