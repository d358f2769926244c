using Microsoft.EntityFrameworkCore;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Two people changed one appointment at once.</summary>
internal static class Race
{
    /// <summary>The version was no longer there, or its line of history was written by the other one first.</summary>
    public static bool WasLost(DeskDb db, DbUpdateException failure) =>
        failure is DbUpdateConcurrencyException || db.IsKeyTaken(failure);
}
