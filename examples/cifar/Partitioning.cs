namespace Dpsa.Examples.Cifar;

/// <summary>How the training set is shared out among the clients.</summary>
internal enum Partitioning
{
    /// <summary>Every client has the whole set, as in the reference.</summary>
    All,

    /// <summary>A random split into parts of equal size.</summary>
    Iid,
}
