namespace Dpsa.Privacy.Tests;

public class RandomWordsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(RandomWords.MaxBuffered)]
    [InlineData(int.MaxValue)]
    public void Words_are_the_bytes_of_the_source_in_order(int expected)
    {
        byte[] bytes = new byte[8 * 3 * RandomWords.MaxBuffered];
        new TurboShake128Stream(5).Fill(bytes);
        using var words = new RandomWords(new TurboShake128Stream(5), expected);
        for (int i = 0; i < 2 * RandomWords.MaxBuffered + 3; i++)
            words.Next().ShouldBe(BitConverter.ToUInt64(bytes, 8 * i));
    }

    [Fact]
    public void Bits_come_from_one_word_lowest_first()
    {
        var source = new ScriptedSource(0xF00000000000000D, 1);
        using var words = new RandomWords(source, 1);
        bool[] bits = [.. Enumerable.Range(0, 65).Select(_ => words.NextBit())];
        bits[..4].ShouldBe([true, false, true, true]);
        bits[60..].ShouldBe([true, true, true, true, true]);
        bits.Count(b => b).ShouldBe(8);
    }

    [Fact]
    public void Nothing_is_handed_out_after_disposal()
    {
        var words = new RandomWords(new TurboShake128Stream(6));
        words.Next();
        words.Dispose();
        words.Dispose();
        Should.Throw<ObjectDisposedException>(() => words.Next());
    }
}
