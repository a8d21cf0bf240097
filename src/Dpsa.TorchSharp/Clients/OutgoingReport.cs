using System.Security.Cryptography;
using Dpsa.Federation;
using Dpsa.Vdaf;

namespace Dpsa.TorchSharp;

/// <summary>A client's measurement and the report made of it, both zeroed when it is disposed.</summary>
internal sealed class OutgoingReport : IDisposable
{
    private readonly int[] _measurement;

    private OutgoingReport(int[] measurement, Report report) => (_measurement, Report) = (measurement, report);

    /// <summary>The report.</summary>
    public Report Report { get; }

    /// <summary>Shards a measurement with a fresh id and fresh randomness. Owns the measurement from here on, also when it fails.</summary>
    /// <exception cref="VdafException">The function refuses the measurement.</exception>
    public static OutgoingReport Create(TaskId task, IVdaf vdaf, int[] measurement)
    {
        try
        {
            return new OutgoingReport(measurement, Report.Create(task, vdaf, measurement));
        }
        catch
        {
            Array.Clear(measurement);
            throw;
        }
    }

    public void Dispose()
    {
        Array.Clear(_measurement);
        CryptographicOperations.ZeroMemory(Report.Shares.LeaderInputShare);
        CryptographicOperations.ZeroMemory(Report.Shares.HelperInputShare);
    }
}
