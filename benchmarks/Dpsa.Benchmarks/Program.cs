using Dpsa.Benchmarks.Quick;
using Dpsa.Benchmarks.Scaling;
using Dpsa.Benchmarks.Suite;
using Dpsa.Benchmarks.Workloads;

return args switch
{
    ["quick", .. string[] only] => QuickRun.Run(only),
    ["scaling", .. string[] selection] => ScalingTable.Run(selection),
    ["pair", string function, string dimension, string reports] => PairRun.Run(function, dimension, reports),
    ["memory", string operation, string function, string dimension, string folder] =>
        MemoryProbe.RunChild(operation, function, dimension, folder),
    [ScalarMedians.Verb, string file, .. string[] selection] => SuiteRun.RunScalar(file, selection),
    _ => SuiteRun.Run(args),
};
