using Dpsa.Privacy;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Options of trainers in tests: a holder with a new ledger and a total that no test reaches, unless it says otherwise.</summary>
internal static class Limits
{
    public static DpsaTrainerOptions Of(
        int perRound = 2,
        Rational? total = null,
        PrivacyLedger? ledger = null,
        bool allowNoNoise = false,
        bool allowEvaluate = false,
        BufferPolicy buffers = BufferPolicy.Refuse) => new()
        {
            MaxPrivacyPerRound = new ZcdpBudget(perRound),
            MaxPrivacyTotal = total ?? 1_000_000_000,
            Ledger = ledger ?? PrivacyLedger.InMemory(),
            AllowNoNoise = allowNoNoise,
            AllowEvaluate = allowEvaluate,
            Buffers = buffers,
        };
}
