"""The table of city model readers: kind of document → format. One line a format."""

from collections.abc import Mapping
from types import MappingProxyType

from planningtable.city.readers.citygml.format import CITYGML
from planningtable.city.readers.cityjson.format import CITYJSON, CITYJSONSEQ
from planningtable.city.readers.designs.format import GLTF, IFC, OBJ, PLY
from planningtable.city.readers.detect import Kind
from planningtable.city.readers.formats import CityFormat
from planningtable.city.readers.vector.footprints import FOOTPRINTS

FORMATS: Mapping[Kind, CityFormat] = MappingProxyType(
    {
        Kind.CITYGML: CITYGML,
        Kind.CITYJSON: CITYJSON,
        Kind.CITYJSONSEQ: CITYJSONSEQ,
        Kind.GLTF: GLTF,
        Kind.IFC: IFC,
        Kind.OBJ: OBJ,
        Kind.PLY: PLY,
        Kind.VECTOR: FOOTPRINTS,
        Kind.GML: FOOTPRINTS,
        Kind.ALKIS: FOOTPRINTS,
    }
)
