using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Federation;

/// <summary>A client's measurement and the report made of it, both zeroed when it is disposed.</summary>
internal sealed class OutgoingReport : IDisposable
{
    private readonly TaskId _task;
    private readonly IVdaf _vdaf;
    private readonly int[] _measurement;

    private OutgoingReport(TaskId task, IVdaf vdaf, int[] measurement)
    {
        (_task, _vdaf, _measurement) = (task, vdaf, measurement);
        Report = Report.Create(task, vdaf, measurement);
    }

    /// <summary>The report.</summary>
    public Report Report { get; private set; }

    /// <summary>Shards a measurement with a fresh id and fresh randomness. Owns the measurement from here on, also when it fails.</summary>
    /// <exception cref="VdafException">The function refuses the measurement.</exception>
    public static OutgoingReport Create(TaskId task, IVdaf vdaf, int[] measurement)
    {
        try
        {
            return new OutgoingReport(task, vdaf, measurement);
        }
        catch
        {
            Array.Clear(measurement);
            throw;
        }
    }

    /// <summary>Makes another report of the same measurement, and zeroes the one before.</summary>
    public void Renew()
    {
        Report fresh = Report.Create(_task, _vdaf, _measurement);
        ClearShares();
        Report = fresh;
    }

    public void Dispose()
    {
        Array.Clear(_measurement);
        ClearShares();
    }

    private void ClearShares()
    {
        CryptographicOperations.ZeroMemory(Report.Shares.LeaderInputShare);
        CryptographicOperations.ZeroMemory(Report.Shares.HelperInputShare);
    }
}
