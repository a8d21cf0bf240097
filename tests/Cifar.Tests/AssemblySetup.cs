// Training tests share libtorch's thread count and generator.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
