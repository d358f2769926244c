namespace Portico.Modules.Arrivals;

/// <summary>What the board can be asked to do with a row in place, beside opening another page.</summary>
public enum RowAct { Arrive, Room, More, Start, Leave, Undo, UndoAll }

/// <summary>What the first button of a row does.</summary>
public enum NextStep { Arrive, CheckIn, Room, Start, CheckOut, Visit, Patient }
