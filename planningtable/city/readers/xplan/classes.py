"""Classes and code lists of XPlanGML 5 and 6 → what they are to the table."""

from collections.abc import Mapping
from types import MappingProxyType

from planningtable.city.plan.model import PlanKind
from planningtable.domain.text import Text

PLANS = frozenset({"BP_Plan", "FP_Plan", "RP_Plan", "LP_Plan", "SO_Plan"})
SECTIONS = frozenset({"BP_Bereich", "FP_Bereich", "RP_Bereich", "LP_Bereich", "SO_Bereich"})
TEXTS = frozenset(f"{part}_TextAbschnitt" for part in ("XP", "BP", "FP", "RP", "LP", "SO"))
# How things are drawn on paper: the table draws the things themselves.
PRESENTATION = frozenset(
    {
        "XP_PPO",
        "XP_PTO",
        "XP_LPO",
        "XP_LTO",
        "XP_FPO",
        "XP_Praesentationsobjekt",
        "XP_Nutzungsschablone",
    }
)
# What is not drawn, though it is no fault → why.
NOT_DRAWN: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(PRESENTATION, "xplan.reported.presentation"),
        "XP_Rasterdarstellung": "xplan.reported.raster",
        "BP_RasterplanAenderung": "xplan.reported.raster",
        "XP_BegruendungAbschnitt": "xplan.reported.reasons",
    }
)
# Without the prefix of the part (BP, FP, SO …): local and land-use plans name the same things alike.
KINDS: Mapping[str, PlanKind] = MappingProxyType(
    {
        "BaugebietsTeilFlaeche": PlanKind.ZONE,
        "BaugebietFlaeche": PlanKind.ZONE,
        "BebauungsFlaeche": PlanKind.ZONE,
        "Bebauungsflaeche": PlanKind.ZONE,
        "BesondererNutzungszweckFlaeche": PlanKind.ZONE,
        "UeberbaubareGrundstuecksFlaeche": PlanKind.BUILDABLE,
        "BauGrenze": PlanKind.BUILDING_LIMIT,
        "BauLinie": PlanKind.BUILDING_LINE,
        "StrassenVerkehrsFlaeche": PlanKind.TRAFFIC,
        "VerkehrsflaecheBesondererZweckbestimmung": PlanKind.TRAFFIC,
        "VerkehrsFlaecheBesondererZweckbestimmung": PlanKind.TRAFFIC,
        "Strassenverkehr": PlanKind.TRAFFIC,
        "Schienenverkehrsrecht": PlanKind.TRAFFIC,
        "Luftverkehrsrecht": PlanKind.TRAFFIC,
        "StrassenVerkehr": PlanKind.TRAFFIC,
        "Strassenverkehrsrecht": PlanKind.TRAFFIC,
        "Verkehr": PlanKind.TRAFFIC,
        "GruenFlaeche": PlanKind.GREEN,
        "Gruen": PlanKind.GREEN,
        "LandwirtschaftsFlaeche": PlanKind.GREEN,
        "Landwirtschaft": PlanKind.GREEN,
        "LandwirtschaftsFlaechen": PlanKind.GREEN,
        "WaldFlaeche": PlanKind.GREEN,
        "KleintierhaltungFlaeche": PlanKind.GREEN,
        "FreiFlaeche": PlanKind.GREEN,
        "AnpflanzungBindungErhaltung": PlanKind.PLANTING,
        "GewaesserFlaeche": PlanKind.WATER,
        "Gewaesser": PlanKind.WATER,
        "WasserwirtschaftsFlaeche": PlanKind.WATER,
        "Wasserwirtschaft": PlanKind.WATER,
        "Wasserrecht": PlanKind.WATER,
        "GemeinbedarfsFlaeche": PlanKind.COMMUNITY,
        "Gemeinbedarf": PlanKind.COMMUNITY,
        "SpielSportanlagenFlaeche": PlanKind.COMMUNITY,
        "SpielSportanlage": PlanKind.COMMUNITY,
        "VerEntsorgung": PlanKind.SUPPLY,
        "VerEntsorgungsFlaeche": PlanKind.SUPPLY,
        "SchutzPflegeEntwicklungsFlaeche": PlanKind.NATURE,
        "SchutzPflegeEntwicklungsMassnahme": PlanKind.NATURE,
        "SchutzPflegeEntwicklung": PlanKind.NATURE,
        "AusgleichsFlaeche": PlanKind.NATURE,
        "AusgleichsMassnahme": PlanKind.NATURE,
        "Schutzgebiet": PlanKind.NATURE,
        "SchutzgebietNaturschutzrecht": PlanKind.NATURE,
        "SchutzBestimmterTeileVonNaturUndLandschaft": PlanKind.NATURE,
        "Denkmalschutzrecht": PlanKind.HERITAGE,
        "DenkmalschutzEnsembleFlaeche": PlanKind.HERITAGE,
        "DenkmalschutzEinzelanlage": PlanKind.HERITAGE,
        "ErhaltungsBereichFlaeche": PlanKind.HERITAGE,
        "Wegerecht": PlanKind.RIGHT,
        "PersGruppenBestimmteFlaeche": PlanKind.RIGHT,
        "HoehenMass": PlanKind.HEIGHT,
        "Hoehenpunkt": PlanKind.HEIGHT,
        "NutzungsartenGrenze": PlanKind.BOUNDARY,
        "StrassenbegrenzungsLinie": PlanKind.BOUNDARY,
        "BereichOhneEinAusfahrtLinie": PlanKind.BOUNDARY,
        "EinfahrtsbereichLinie": PlanKind.BOUNDARY,
        "Grenze": PlanKind.BOUNDARY,
        "TextlicheFestsetzungsFlaeche": PlanKind.TEXT,
        "TextAbschnittFlaeche": PlanKind.TEXT,
        "TextAbschnittObjekt": PlanKind.TEXT,
        "KennzeichnungsFlaeche": PlanKind.TEXT,
        "NebenanlagenFlaeche": PlanKind.ANCILLARY,
        "NebenanlagenAusschlussFlaeche": PlanKind.ANCILLARY,
        "GemeinschaftsanlagenFlaeche": PlanKind.ANCILLARY,
    }
)
# Codes with a sentence of their own.
SPECIAL_USES = frozenset(
    {
        "1000",
        "1100",
        "1200",
        "1300",
        "1400",
        "1450",
        "1500",
        "1550",
        "1600",
        "1700",
        "1800",
        "2000",
        "2100",
        "3000",
        "4000",
        "9999",
    }
)
GENERAL_USES = frozenset({"1000", "2000", "3000", "4000", "9999"})
STATES = frozenset(
    {
        "1000",
        "2000",
        "2100",
        "2200",
        "2300",
        "2400",
        "3000",
        "4000",
        "4500",
        "5000",
        "50000",
        "50001",
    }
)
# Properties of a plan that date it, the best first.
DATES = (
    "inkrafttretensDatum",
    "rechtsverordnungsDatum",
    "wirksamkeitsDatum",
    "satzungsbeschlussDatum",
    "planbeschlussDatum",
    "genehmigungsDatum",
    "aufstellungsbeschlussDatum",
    "technHerstellDatum",
)


def kind_of_class(type: str) -> PlanKind:
    """What a class is; classes that nobody knows are drawn as such."""
    return KINDS.get(type.partition("_")[2], PlanKind.OTHER)


def use_of(special: str, general: str) -> Text | None:
    """The kind of use in words: the special one (besondereArtDerBaulNutzung), else the general one."""
    if special:
        return Text.of(f"plan.use.special.{special}" if special in SPECIAL_USES else "plan.use.other", code=special)
    if general:
        return Text.of(f"plan.use.general.{general}" if general in GENERAL_USES else "plan.use.other", code=general)
    return None


def state_of(code: str) -> Text | None:
    """The legal state (rechtsstand) in words."""
    if not code:
        return None
    return Text.of(f"plan.state.{code}" if code in STATES else "plan.state.other", code=code)
