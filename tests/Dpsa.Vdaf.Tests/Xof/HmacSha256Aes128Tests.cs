using System.Buffers.Binary;
using System.Security.Cryptography;
using Dpsa.Vdaf.Xof;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests.Xof;

public class HmacSha256Aes128Tests
{
    private static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)(5 * i))];

    [Fact]
    public void Output_is_the_key_stream_under_the_digest_however_it_is_cut() =>
        Prop.ForAll(
            Gen.Zip(Gen.Choose(0, 300), Gen.Choose(0, 20_000).ListOf(4)).ToArbitrary(),
            sizes =>
            {
                (int binderLength, IList<int> cuts) = sizes;
                byte[] binder = [.. Enumerable.Range(0, binderLength).Select(i => (byte)(i * 7))];
                byte[] tag = [1, 2, 3];
                byte[] expected = Expected(HMACSHA256.HashData(Seed, (byte[])[3, .. tag, .. binder]), cuts.Sum());

                using XofStream stream = XofAlgorithm.HmacSha256Aes128.Start(Seed, tag);
                stream.Absorb(binder.AsSpan(0, binderLength / 3));
                stream.Absorb(binder.AsSpan(binderLength / 3));
                var actual = new byte[expected.Length];
                int offset = 0;
                foreach (int cut in cuts)
                {
                    stream.Squeeze(actual.AsSpan(offset, cut));
                    offset += cut;
                }

                actual.ShouldBe(expected);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Refuses_input_after_output()
    {
        using XofStream stream = XofAlgorithm.HmacSha256Aes128.Start(Seed, []);
        stream.Squeeze(new byte[1]);
        Should.Throw<InvalidOperationException>(() => stream.Absorb([1]));
    }

    [Fact]
    public void Refuses_a_seed_of_another_length() =>
        Should.Throw<ArgumentException>(() => XofAlgorithm.HmacSha256Aes128.Start(new byte[16], []).Dispose());

    private static byte[] Expected(byte[] digest, int length)
    {
        using var aes = Aes.Create();
        aes.Key = digest[..16];
        byte[] counter = digest[16..];
        var output = new List<byte>();
        while (output.Count < length)
        {
            output.AddRange(aes.EncryptEcb(counter, PaddingMode.None));
            ulong count = BinaryPrimitives.ReadUInt64BigEndian(counter.AsSpan(8));
            BinaryPrimitives.WriteUInt64BigEndian(counter.AsSpan(8), unchecked(count + 1));
        }

        return [.. output.Take(length)];
    }
}
