using System.Globalization;
using System.Xml;
using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>Accuracy and loss over the rounds as one SVG file, readable in light and in dark viewers.</summary>
internal static class CurveSvg
{
    private const double Width = 720;
    private const double Height = 420;
    private const double Left = 64;
    private const double Right = 656;
    private const double Top = 56;
    private const double Bottom = 356;

    private const string Namespace = "http://www.w3.org/2000/svg";

    private const string Style = """
        text { font: 13px system-ui, sans-serif; fill: #24292f; }
        .title { font-size: 15px; font-weight: 600; }
        .background { fill: #ffffff; }
        .grid { stroke: #d0d7de; }
        .axis { stroke: #57606a; }
        .accuracy-line { stroke: #0969da; fill: none; stroke-width: 2; }
        .accuracy { fill: #0969da; }
        .loss-line { stroke: #bc4c00; fill: none; stroke-width: 2; stroke-dasharray: 6 4; }
        .loss { fill: #bc4c00; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .background { fill: #0d1117; }
          .grid { stroke: #30363d; }
          .axis { stroke: #8b949e; }
          .accuracy-line { stroke: #58a6ff; }
          .accuracy { fill: #58a6ff; }
          .loss-line { stroke: #f0883e; }
          .loss { fill: #f0883e; }
        }
        """;

    public static void Write(Stream stream, RunReport report)
    {
        List<(int Round, Evaluation Test)> points = [];
        if (report.Initial is { } initial)
            points.Add((0, initial));
        points.AddRange(report.Rounds.Select(r => (r.Round, r.Test)));

        int lastRound = Math.Max(1, points.Count > 0 ? points[^1].Round : 1);
        double lossTop = NiceTop(points.Select(p => p.Test.Loss).Where(double.IsFinite).DefaultIfEmpty(1).Max());

        using XmlWriter xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, CloseOutput = false });
        xml.WriteStartElement("svg", Namespace);
        xml.WriteAttributeString("viewBox", Format($"0 0 {Width} {Height}"));
        xml.WriteAttributeString("width", Format($"{Width}"));
        xml.WriteAttributeString("height", Format($"{Height}"));
        xml.WriteAttributeString("role", "img");
        xml.WriteElementString("title", Namespace, Title(report));
        xml.WriteElementString("style", Namespace, Style);
        Rectangle(xml);
        Text(xml, Left, 24, "start", Title(report), "title");
        Legend(xml);
        HorizontalAxis(xml, lastRound);
        VerticalAxes(xml, lossTop);
        Series(xml, "accuracy", points.Select(p => (X(p.Round, lastRound), Y(p.Test.Accuracy))));
        Series(xml, "loss", points.Where(p => double.IsFinite(p.Test.Loss)).Select(p => (X(p.Round, lastRound), Y(p.Test.Loss / lossTop))));
        xml.WriteEndElement();
    }

    private static string Title(RunReport report)
    {
        CifarOptions options = report.Options;
        string privacy = options.PrivacyParameter is { } parameter ? $"privacy parameter {Figures.Fraction(parameter)}" : "no noise";
        return $"{report.Data.Set.FullTitle()}: {options.Clients} clients, {privacy}";
    }

    private static void Legend(XmlWriter xml)
    {
        Line(xml, "accuracy-line", Left, 41, Left + 28, 41);
        Text(xml, Left + 34, 45, "start", "test accuracy (left axis)");
        Line(xml, "loss-line", Left + 220, 41, Left + 248, 41);
        Text(xml, Left + 254, 45, "start", "test loss (right axis)");
    }

    private static void HorizontalAxis(XmlWriter xml, int lastRound)
    {
        int step = Math.Max(1, (int)NiceTop(lastRound / 10.0));
        for (int round = 0; round <= lastRound; round += step)
        {
            double x = X(round, lastRound);
            Line(xml, "axis", x, Bottom, x, Bottom + 5);
            Text(xml, x, Bottom + 20, "middle", Format($"{round}"));
        }

        Line(xml, "axis", Left, Bottom, Right, Bottom);
        Text(xml, (Left + Right) / 2, Bottom + 44, "middle", "round (0: before training)");
    }

    private static void VerticalAxes(XmlWriter xml, double lossTop)
    {
        const int Ticks = 5;
        for (int i = 0; i <= Ticks; i++)
        {
            double share = i / (double)Ticks;
            if (i > 0)
                Line(xml, "grid", Left, Y(share), Right, Y(share));

            Line(xml, "axis", Left - 5, Y(share), Left, Y(share));
            Text(xml, Left - 9, Y(share) + 4, "end", Format($"{share * 100:0} %"));
            Line(xml, "axis", Right, Y(share), Right + 5, Y(share));
            Text(xml, Right + 9, Y(share) + 4, "start", Format($"{share * lossTop:G3}"));
        }

        Line(xml, "axis", Left, Top, Left, Bottom);
        Line(xml, "axis", Right, Top, Right, Bottom);
    }

    private static void Series(XmlWriter xml, string name, IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] all = [.. points];
        xml.WriteStartElement("polyline", Namespace);
        xml.WriteAttributeString("class", $"{name}-line");
        xml.WriteAttributeString("points", string.Join(' ', all.Select(p => Format($"{p.X:0.##},{p.Y:0.##}"))));
        xml.WriteEndElement();
        foreach ((double x, double y) in all)
        {
            xml.WriteStartElement("circle", Namespace);
            xml.WriteAttributeString("class", name);
            xml.WriteAttributeString("cx", Format($"{x:0.##}"));
            xml.WriteAttributeString("cy", Format($"{y:0.##}"));
            xml.WriteAttributeString("r", "3.5");
            xml.WriteEndElement();
        }
    }

    private static void Rectangle(XmlWriter xml)
    {
        xml.WriteStartElement("rect", Namespace);
        xml.WriteAttributeString("class", "background");
        xml.WriteAttributeString("width", "100%");
        xml.WriteAttributeString("height", "100%");
        xml.WriteEndElement();
    }

    private static void Line(XmlWriter xml, string style, double x1, double y1, double x2, double y2)
    {
        xml.WriteStartElement("line", Namespace);
        xml.WriteAttributeString("class", style);
        xml.WriteAttributeString("x1", Format($"{x1:0.##}"));
        xml.WriteAttributeString("y1", Format($"{y1:0.##}"));
        xml.WriteAttributeString("x2", Format($"{x2:0.##}"));
        xml.WriteAttributeString("y2", Format($"{y2:0.##}"));
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, double x, double y, string anchor, string content, string? style = null)
    {
        xml.WriteStartElement("text", Namespace);
        if (style is not null)
            xml.WriteAttributeString("class", style);
        xml.WriteAttributeString("x", Format($"{x:0.##}"));
        xml.WriteAttributeString("y", Format($"{y:0.##}"));
        xml.WriteAttributeString("text-anchor", anchor);
        xml.WriteString(content);
        xml.WriteEndElement();
    }

    private static double X(int round, int lastRound) => Left + ((Right - Left) * round / lastRound);

    private static double Y(double share) => Bottom - ((Bottom - Top) * share);

    /// <summary>The next of 1, 2, 2.5, 5 times a power of ten.</summary>
    private static double NiceTop(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1e-9))));
        double[] steps = [1, 2, 2.5, 5, 10];
        return steps.Select(s => s * power).First(s => s >= value * (1 - 1e-9));
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
