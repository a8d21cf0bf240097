// The random generator and the thread counts are the process's own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
