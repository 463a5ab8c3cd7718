"""The list of all verification cases."""

from functools import partial

from plugins.heavy_rain.verification import bowls, channel, hollows, rest, runoff, suburb, town, waves
from plugins.heavy_rain.verification.finding import Check

INERTIAL, FULL = "inertial", "shallow-water"
SWASHES = "Delestre et al. (2013): SWASHES. Int. J. Numer. Meth. Fluids 72, doi 10.1002/fld.3741"
HUNTER = "Hunter et al. (2005), doi 10.1016/j.advwatres.2005.03.007; Bates et al. (2010)"
STOKER = "Ritter (1892); Stoker (1957): Water Waves"
THACKER = "Thacker (1981), doi 10.1017/S0022112081001882; as given by SWASHES, 4.2"
OWN = "law of conservation"

CHECKS: tuple[Check, ...] = (
    Check(
        "T1-islands",
        "Lake at rest over islands",
        "A random bed with islands, a level that must stay for 600 s.",
        OWN,
        partial(rest.islands, solver=INERTIAL),
    ),
    Check(
        "T1-humps",
        "Lake at rest over three humps",
        "LISFLOOD-FP's own test: a level of 0.875 m that must stay for 600 s.",
        "LISFLOOD-FP 8.1, test T01",
        partial(rest.humps, solver=INERTIAL),
        data=True,
    ),
    Check(
        "T1-pool",
        "A pool that was filled comes to rest",
        "A basin of 1 m with banks, filled from its middle until it spills all round; an hour later its water must be "
        "level. A scheme whose steps are too long rings on for ever.",
        OWN,
        partial(rest.pool, solver=INERTIAL),
    ),
    Check(
        "T2-balance",
        "Water balance with everything on",
        "Rain, inflow, wetting, infiltration after Horton, sewers, a building and open edges at once. "
        "The balance and depths below zero are looked at in all other cases, too.",
        OWN,
        partial(rest.balance, solver=INERTIAL),
    ),
    Check(
        "T3-plane-wave",
        "Wave over a flat plane",
        "A wave that keeps its speed of 1 m/s over dry ground, cells of 25 m, an hour.",
        HUNTER,
        partial(waves.plane_wave, solver=INERTIAL),
    ),
    Check(
        "T4-sheet",
        "Sheet flow on planes of 0.5 to 20 %",
        "50 mm/h on 100 m, n 0.02, until nothing changes; the kinematic wave h = (n q / √S)^(3/5) is the reference.",
        "kinematic wave",
        partial(runoff.sheet, solver=INERTIAL),
    ),
    Check(
        "T5-valley",
        "V-shaped catchment",
        "Two slopes of 5 % (n 0.015), between them a channel of 2 % (n 0.15); 10.8 mm/h for 90 minutes. The reference "
        "are kinematic waves on a fine grid.",
        "after Di Giammarco, Todini, Lamberti (1996), doi 10.1016/0022-1694(95)02855-2",
        partial(runoff.valley, solver=INERTIAL),
    ),
    Check(
        "T6-channel",
        "MacDonald's long channel",
        "2 m²/s, n 0.033, a bed made so that the steady level is known; cells of 5 m.",
        SWASHES,
        partial(channel.steady_channel, solver=INERTIAL),
    ),
    Check(
        "T6-channel-rain",
        "MacDonald's long channel with rain",
        "The same with 3600 mm/h of rain.",
        SWASHES,
        partial(channel.channel_with_rain, solver=INERTIAL),
        data=True,
    ),
    Check(
        "T7-dam-breaks",
        "Dam breaks",
        "1 m of water behind a dam, half a metre, a tenth or nothing in front of it, a channel of 1000 m without "
        "friction, cells of 1 m, 30 s. A documented limit of the local-inertial scheme, which leaves out that water "
        "carries its momentum along: fronts come too late. The limits keep it from growing worse.",
        STOKER,
        partial(waves.dam_breaks, solver=INERTIAL, limits=(0.03, 0.08, 0.10), length=1000),
    ),
    Check(
        "T8-filled",
        "Closed basin, filled: screening against flow",
        "Tilted ground with hollows, closed edges, 25 mm of rain; the flow has an hour and a half to come to rest "
        "where screening says that it will.",
        "level pools by fill, spill, merge",
        partial(hollows.filled, solver=INERTIAL),
    ),
    Check(
        "T9-block",
        "A block of houses against full shallow water",
        "60 mm/h for half an hour on 120 × 120 m of rough sloping ground with four houses, cells of 2 m, closed edges.",
        "ANUGA 4.1 (DE1), run for this project",
        partial(town.block, solver=INERTIAL),
    ),
    Check(
        "T10-refined",
        "Terrain at 4, 2 and 1 m",
        "60 mm in half an hour on the terrain of Merewether with its houses, a quarter of an hour of draining; the run "
        "at 1 m is the reference.",
        "own run at 1 m",
        partial(suburb.refined, solver=INERTIAL),
        data=True,
        slow=True,
    ),
    Check(
        "T11-turned",
        "Ground that is turned and mirrored",
        "A mound of water on rough ground; four directions and a mirror must give the same water.",
        OWN,
        partial(rest.turned, solver=INERTIAL),
    ),
    Check(
        "T13-nested",
        "Nested hollows",
        "Two hollows that merge, a third that spills into them, an open edge; three amounts of water.",
        "hand computation",
        hollows.nested,
    ),
    Check(
        "T14-swale",
        "A swale across a slope",
        "A trough of 144 m³ and rain that just more than fills it: what is held and what runs off.",
        OWN,
        partial(runoff.swale, solver=INERTIAL),
    ),
    Check(
        "T1-islands-full",
        "Full shallow water: lake at rest over islands",
        "The same lake as T1-islands.",
        OWN,
        partial(rest.islands, solver=FULL),
    ),
    Check(
        "T1-humps-full",
        "Full shallow water: lake at rest over three humps",
        "The same lake as T1-humps.",
        "LISFLOOD-FP 8.1, test T01",
        partial(rest.humps, solver=FULL),
        data=True,
    ),
    Check(
        "T2-balance-full",
        "Full shallow water: balance with everything on",
        "The same as T2-balance.",
        OWN,
        partial(rest.balance, solver=FULL),
    ),
    Check(
        "T4-sheet-full",
        "Full shallow water: sheet flow",
        "The same planes as T4-sheet.",
        "kinematic wave",
        partial(runoff.sheet, solver=FULL),
    ),
    Check(
        "T6-channel-full",
        "Full shallow water: MacDonald's long channel",
        "The same channel as T6-channel.",
        SWASHES,
        partial(channel.steady_channel, solver=FULL),
    ),
    Check(
        "T7-dam-breaks-full",
        "Full shallow water: dam breaks",
        "The same dams in a channel of 400 m: over water and over dry ground, to two in a hundred.",
        STOKER,
        partial(waves.dam_breaks, solver=FULL, limits=(0.02, 0.02, 0.02), length=400),
    ),
    Check(
        "T11-turned-full",
        "Full shallow water: ground that is turned and mirrored",
        "The same as T11-turned.",
        OWN,
        partial(rest.turned, solver=FULL),
    ),
    Check(
        "bowl-full",
        "Full shallow water: Thacker's round bowl",
        "A mound of water that swings in a paraboloid and wets and dries its shore, no friction, cells of 2.5 cm, the "
        "still lake 1 m in radius and 10 cm deep.",
        THACKER,
        partial(bowls.round_bowl, solver=FULL),
    ),
    Check(
        "trough-full",
        "Full shallow water: Thacker's trough",
        "A plane surface that swings to and fro in a parabola 50 cm deep and 2 m wide, no friction, cells of 2 cm.",
        THACKER,
        partial(bowls.trough, solver=FULL),
    ),
    Check(
        "town-corner",
        "Corner of a town against two other solvers",
        "60 mm in an hour, 160 × 160 cells of 2 m at the highest corner of a synthetic town.",
        "LISFLOOD-FP 8.1 and SFINCS, run for this project",
        partial(town.town_corner, solver=INERTIAL),
        data=True,
    ),
    Check(
        "town",
        "Town against two other solvers",
        "60 mm in an hour on all 1000 × 1000 cells; the streets are compared. The two others differ by 5.2 mm (RMSE) "
        "and overlap by 0.976.",
        "LISFLOOD-FP 8.1 and SFINCS, run for this project",
        partial(town.town, solver=INERTIAL),
        data=True,
        slow=True,
    ),
    Check(
        "merewether",
        "Merewether, June 2007",
        "A flooded suburb of Newcastle, Australia: 19.7 m³/s, cells of 1 m, houses as obstacles, roads n 0.02, else "
        "0.04; levels at five points.",
        "Smith, Wasko (2012): Australian Rainfall and Runoff, Revision Project 15; data of ANUGA's validation tests",
        partial(suburb.merewether, solver=INERTIAL),
        data=True,
        slow=True,
    ),
)
