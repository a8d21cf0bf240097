namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor uniform_(double from, double to, Generator? generator = null) =>
            Native.uniform_(this, from, to, generator).Then(this);

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            Native.normal_(this, mean, std, generator).Then(this);

        public Tensor random_(double from, double to, Generator? generator = null) =>
            Native.random_(this, (long)from, (long)to, generator).Then(this);

        public Tensor bernoulli(Generator? generator = null) => Native.bernoulli(this, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Native.bernoulli_(this, p, generator).Then(this);

        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Native.bernoulli_tensor_(this, p, generator).Then(this);
    }
}
