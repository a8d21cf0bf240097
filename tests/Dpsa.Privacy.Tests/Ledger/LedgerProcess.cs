using System.Diagnostics;
using System.Globalization;

namespace Dpsa.Privacy.Tests;

/// <summary>This assembly as a program: another process of the same data holder.</summary>
internal sealed class LedgerProcess : IDisposable
{
    private LedgerProcess(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Starts a process.</summary>
    /// <param name="limitKib">Largest size of a file that it may write, in KiB; null for any. Needs bash.</param>
    /// <param name="arguments">As <see cref="Main"/> takes them.</param>
    public static LedgerProcess Start(int? limitKib, params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        string[] command = [host, "exec", typeof(LedgerProcess).Assembly.Location, .. arguments];
        if (limitKib is { } limit)
        {
            // The runtime's own big files are in memory, but count; and a signal would end the process at the limit.
            string script = $"trap '' XFSZ; ulimit -f {limit}; DOTNET_EnableWriteXorExecute=0 exec \"$@\"";
            command = ["bash", "-c", script, "bash", .. command];
        }

        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        return new LedgerProcess(Process.Start(start)!);
    }

    public string? ReadLine() => Process.StandardOutput.ReadLine();

    /// <summary>Ends it as a power switch would, and returns what it had said and nobody had read.</summary>
    public string[] Kill()
    {
        Process.Kill();
        string[] rest = Process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Process.WaitForExit();
        return rest;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
            Process.Kill();
        Process.Dispose();
    }

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["hold", var path]:
                using (PrivacyLedger.Open(path))
                {
                    Say("open");
                    Console.ReadLine();
                }

                return 0;
            case ["spend", var path, var prefix]:
                using (PrivacyLedger ledger = PrivacyLedger.OpenOrCreate(path))
                {
                    for (int i = 0; ; i++)
                        Say(ledger.Spend($"{prefix}-{i}", Tasks.One, Tasks.Plenty).Task);
                }

            case ["fill", var path]:
                return Fill(path);
            case ["contend", var path, var prefix]:
                return Contend(path, prefix);
            default:
                return 2;
        }
    }

    // Spends until the disk is full, and tries once more.
    private static int Fill(string path)
    {
        using PrivacyLedger ledger = PrivacyLedger.OpenOrCreate(path);
        for (int failures = 0, i = 0; failures < 2; i++)
        {
            try
            {
                ledger.SpendOn(i);
            }
            catch (PrivacyLedgerException e)
            {
                failures++;
                Say(e.Error.ToString());
            }
        }

        Say(ledger.Spent.Rounds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    // Ten rounds of one half each, opening the ledger for each; the total is 10.
    private static int Contend(string path, string prefix)
    {
        for (int i = 0; i < 10;)
        {
            try
            {
                using PrivacyLedger ledger = PrivacyLedger.Open(path);
                ledger.Spend($"{prefix}-{i}", Tasks.One, 10);
                Say("spent");
            }
            catch (PrivacyLedgerException e) when (e.Error == LedgerError.InUse)
            {
                Thread.Sleep(1);
                continue;
            }
            catch (PrivacyLedgerException e)
            {
                Say(e.Error.ToString());
            }

            i++;
        }

        return 0;
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
