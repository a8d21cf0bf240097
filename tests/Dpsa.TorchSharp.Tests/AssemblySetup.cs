// Modules are made alike by seeds of libtorch's one generator, and tensors are counted.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
