namespace TorchSharp;

public static partial class torch
{
    public static partial class utils
    {
        public static partial class data
        {
            public abstract class Dataset<T> : IDisposable
            {
                public abstract long Count { get; }

                public abstract T GetTensor(long index);

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }
            }

            public abstract class Dataset : Dataset<Dictionary<string, Tensor>>
            {
            }

            public abstract class IterableDataset : Dataset<IList<Tensor>>
            {
            }
        }
    }
}
