namespace Portico.Modules.Coverage.Domain.Cards;

/// <summary>A point of a picture, in its pixels.</summary>
public readonly record struct CardPoint(double X, double Y)
{
    public double To(CardPoint other) => Math.Sqrt((X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y));
}

/// <summary>A card's corners in a picture, clockwise as the card lies there: the first is its upper left, and its upper side is a long one.</summary>
/// <param name="Corners">Four.</param>
/// <param name="Confidence">0 to 1: how much of the outline lies on the four lines.</param>
public sealed record CardOutline(IReadOnlyList<CardPoint> Corners, double Confidence);

/// <summary>Finds an insurance card in a picture of a desk: the largest four-sided thing with a card's proportions.</summary>
/// <remarks>
/// Twice: as what differs from the desk in colour, and as what edges enclose. Cards are ISO/IEC 7810 ID-1: 85.60 by 53.98 mm. Pure;
/// works on a picture of some hundred pixels, in milliseconds.
/// </remarks>
public static class CardFinder
{
    public const double Proportion = 85.60 / 53.98;

    /// <summary>Below it there is no card: the picture stays as it is.</summary>
    public const double Sure = 0.8;

    // A card that fills a tenth of the picture has too few dots to be read.
    private const double LeastShare = 0.1;
    // One that fills it needs no straightening, and a desk with a strong grain looks like one.
    private const double MostShare = 0.92;

    /// <param name="dots">Four bytes each, red, green, blue and one that does not count; row by row.</param>
    /// <param name="width">In dots.</param>
    /// <param name="height">In dots.</param>
    /// <returns>Null when no card is found with confidence.</returns>
    public static CardOutline? Find(ReadOnlySpan<byte> dots, int width, int height)
    {
        if (width < 32 || height < 32)
            return null;
        CardOutline? best = null;
        var from = FromDesk(dots, width, height);
        var split = Otsu(from);
        foreach (var mask in new[] { Above(from, split), Above(from, Math.Max(10, split / 2)), Enclosed(dots, width, height, 28), Enclosed(dots, width, height, 12) })
        {
            if (Outline(mask, width, height) is { } outline && (best is null || outline.Confidence > best.Confidence + 0.02))
                best = outline;
        }
        return best is { Confidence: >= Sure } ? best : null;
    }

    /// <summary>How much each dot differs in colour from what lies along the picture's border.</summary>
    private static byte[] FromDesk(ReadOnlySpan<byte> dots, int width, int height)
    {
        List<byte>[] border = [[], [], []];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x += y < 3 || y >= height - 3 || x < 2 || x >= width - 3 ? 1 : width - 6)
            {
                for (var c = 0; c < 3; c++)
                    border[c].Add(dots[(y * width + x) * 4 + c]);
            }
        }
        Span<int> desk = stackalloc int[3];
        for (var c = 0; c < 3; c++)
        {
            border[c].Sort();
            desk[c] = border[c][border[c].Count / 2];
        }
        var from = new byte[width * height];
        for (var i = 0; i < from.Length; i++)
            from[i] = (byte)Math.Max(Math.Abs(dots[i * 4] - desk[0]), Math.Max(Math.Abs(dots[i * 4 + 1] - desk[1]), Math.Abs(dots[i * 4 + 2] - desk[2])));
        return Smooth(from, width, height);
    }

    private static byte[] Smooth(byte[] values, int width, int height)
    {
        var smooth = new byte[values.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (sum, count) = (0, 0);
                for (var dy = Math.Max(0, y - 1); dy <= Math.Min(height - 1, y + 1); dy++)
                {
                    for (var dx = Math.Max(0, x - 1); dx <= Math.Min(width - 1, x + 1); dx++)
                        (sum, count) = (sum + values[dy * width + dx], count + 1);
                }
                smooth[y * width + x] = (byte)(sum / count);
            }
        }
        return smooth;
    }

    private static bool[] Above(byte[] values, int limit) => Array.ConvertAll(values, v => v > limit);

    /// <summary>The value that parts dark from light best, by Otsu's method.</summary>
    private static int Otsu(byte[] values)
    {
        Span<int> counts = stackalloc int[256];
        foreach (var value in values)
            counts[value]++;
        long sum = 0, below = 0, weight = 0;
        for (var i = 0; i < 256; i++)
            sum += (long)i * counts[i];
        var (best, most) = (0, -1.0);
        for (var i = 0; i < 256; i++)
        {
            weight += counts[i];
            below += (long)i * counts[i];
            if (weight == 0 || weight == values.Length)
                continue;
            var apart = (double)below / weight - (double)(sum - below) / (values.Length - weight);
            var between = (double)weight * (values.Length - weight) * apart * apart;
            if (between > most)
                (best, most) = (i, between);
        }
        return best;
    }

    /// <summary>What no path from the picture's border reaches without crossing an edge.</summary>
    private static bool[] Enclosed(ReadOnlySpan<byte> dots, int width, int height, int limit)
    {
        var grey = new byte[width * height];
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (byte)((dots[i * 4] * 77 + dots[i * 4 + 1] * 150 + dots[i * 4 + 2] * 29) >> 8);
        grey = Smooth(grey, width, height);
        var edge = new bool[grey.Length];
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var i = y * width + x;
                var (across, down) = (Math.Abs(grey[i + 1] - grey[i - 1]), Math.Abs(grey[i + width] - grey[i - width]));
                if (across + down <= limit)
                    continue;
                // Closes gaps of a dot or two.
                for (var dy = -1; dy <= 1; dy++)
                    edge[i + dy * width - 1] = edge[i + dy * width] = edge[i + dy * width + 1] = true;
            }
        }
        var outside = new bool[edge.Length];
        var queue = new Queue<int>();
        void Reach(int i)
        {
            if (edge[i] || outside[i])
                return;
            outside[i] = true;
            queue.Enqueue(i);
        }
        for (var x = 0; x < width; x++)
        {
            Reach(x);
            Reach((height - 1) * width + x);
        }
        for (var y = 0; y < height; y++)
        {
            Reach(y * width);
            Reach(y * width + width - 1);
        }
        while (queue.TryDequeue(out var i))
        {
            if (i % width > 0)
                Reach(i - 1);
            if (i % width < width - 1)
                Reach(i + 1);
            if (i >= width)
                Reach(i - width);
            if (i < edge.Length - width)
                Reach(i + width);
        }
        // Edges were widened by a dot on each side: what is left of them outside is taken off again.
        var enclosed = new bool[edge.Length];
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var i = y * width + x;
                enclosed[i] = !outside[i] && !outside[i - 1] && !outside[i + 1] && !outside[i - width] && !outside[i + width];
            }
        }
        return enclosed;
    }

    /// <summary>The largest connected part, when it has a card's outline.</summary>
    private static CardOutline? Outline(bool[] mask, int width, int height)
    {
        if (Largest(mask, width, height) is not { } rows)
            return null;
        List<CardPoint> rim = [];
        for (var y = 0; y < height; y++)
        {
            if (rows[y] is (>= 0, var right) row)
            {
                rim.Add(new(row.Left, y));
                rim.Add(new(right + 1, y));
                rim.Add(new(row.Left, y + 1));
                rim.Add(new(right + 1, y + 1));
            }
        }
        var hull = Hull(rim);
        if (hull.Count < 4 || Widest(hull) is not { } corners)
            return null;
        // Rounded corners pull the corners in: lines through the middle of each side meet where a sharp one would be.
        corners = Refined(hull, corners) ?? corners;
        var area = Area(corners);
        if (area < LeastShare * width * height || area > MostShare * width * height)
            return null;
        // A card that lies partly outside the picture is not straightened by what can be seen of it.
        if (corners.Exists(c => c.X < -2 || c.Y < -2 || c.X > width + 2 || c.Y > height + 2))
            return null;
        var (upper, right1, lower, left1) = (corners[0].To(corners[1]), corners[1].To(corners[2]), corners[2].To(corners[3]), corners[3].To(corners[0]));
        var proportion = (upper + lower) / (right1 + left1);
        if (proportion < 1)
        {
            // It lies upright: its upper side is then the left one, read from below.
            corners = [corners[3], corners[0], corners[1], corners[2]];
            proportion = 1 / proportion;
        }
        if (proportion is < 1.3 or > 1.95 || Math.Min(upper, lower) < 0.6 * Math.Max(upper, lower) || Math.Min(left1, right1) < 0.6 * Math.Max(left1, right1))
            return null;
        // A hand or a shadow beside the card makes the hull larger than the four sides.
        var whole = Area(hull);
        return new(corners, Math.Min(area, whole) / Math.Max(area, whole) * OnLines(hull, corners));
    }

    /// <summary>For each line the first and the last dot of the largest part; a left of -1 where it has none.</summary>
    private static (int Left, int Right)[]? Largest(bool[] mask, int width, int height)
    {
        var seen = new bool[mask.Length];
        (int Left, int Right)[]? best = null;
        var most = (int)(0.05 * mask.Length);
        var stack = new Stack<int>();
        for (var start = 0; start < mask.Length; start++)
        {
            if (!mask[start] || seen[start])
                continue;
            var rows = new (int Left, int Right)[height];
            Array.Fill(rows, (-1, -1));
            var count = 0;
            seen[start] = true;
            stack.Push(start);
            while (stack.TryPop(out var i))
            {
                count++;
                var (x, y) = (i % width, i / width);
                rows[y] = rows[y].Left < 0 ? (x, x) : (Math.Min(rows[y].Left, x), Math.Max(rows[y].Right, x));
                foreach (var (next, isThere) in new[] { (i - 1, x > 0), (i + 1, x < width - 1), (i - width, y > 0), (i + width, y < height - 1) })
                {
                    if (!isThere || !mask[next] || seen[next])
                        continue;
                    seen[next] = true;
                    stack.Push(next);
                }
            }
            if (count > most)
                (best, most) = (rows, count);
        }
        return best;
    }

    /// <summary>The convex hull, clockwise on a screen, by Andrew's monotone chain.</summary>
    private static List<CardPoint> Hull(List<CardPoint> points)
    {
        var sorted = points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y).ToList();
        if (sorted.Count < 3)
            return sorted;
        List<CardPoint> Chain(IEnumerable<CardPoint> along)
        {
            List<CardPoint> chain = [];
            foreach (var point in along)
            {
                while (chain.Count > 1 && Cross(chain[^2], chain[^1], point) <= 0)
                    chain.RemoveAt(chain.Count - 1);
                chain.Add(point);
            }
            chain.RemoveAt(chain.Count - 1);
            return chain;
        }
        return [.. Chain(sorted), .. Chain(Enumerable.Reverse(sorted))];
    }

    private static double Cross(CardPoint a, CardPoint b, CardPoint c) => (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X);

    private static double Area(List<CardPoint> corners)
    {
        var twice = 0.0;
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            twice += a.X * b.Y - b.X * a.Y;
        }
        return Math.Abs(twice) / 2;
    }

    /// <summary>The four points of the hull that hold most of it, the upper left one first.</summary>
    private static List<CardPoint>? Widest(List<CardPoint> hull)
    {
        // 28 points are enough to come within a dot or two, and their fours can all be tried.
        var points = hull;
        while (points.Count > 28)
        {
            var least = Enumerable.Range(0, points.Count).MinBy(i => Math.Abs(Cross(points[(i + points.Count - 1) % points.Count], points[i], points[(i + 1) % points.Count])));
            points = [.. points.Where((_, i) => i != least)];
        }
        List<CardPoint>? best = null;
        var most = 0.0;
        for (var a = 0; a < points.Count; a++)
        {
            for (var b = a + 1; b < points.Count; b++)
            {
                for (var c = b + 1; c < points.Count; c++)
                {
                    for (var d = c + 1; d < points.Count; d++)
                    {
                        var area = Math.Abs(Cross(points[a], points[b], points[c])) + Math.Abs(Cross(points[a], points[c], points[d]));
                        if (area > most)
                            (best, most) = ([points[a], points[b], points[c], points[d]], area);
                    }
                }
            }
        }
        return best is null ? null : Ordered(best);
    }

    private static List<CardPoint> Ordered(List<CardPoint> corners)
    {
        var first = corners.IndexOf(corners.MinBy(c => c.X + c.Y));
        return [.. Enumerable.Range(0, 4).Select(i => corners[(first + i) % 4])];
    }

    private static List<CardPoint>? Refined(List<CardPoint> hull, List<CardPoint> corners)
    {
        var rim = Dense(hull);
        var lines = new (CardPoint At, double X, double Y)[4];
        for (var side = 0; side < 4; side++)
        {
            var (a, b) = (corners[side], corners[(side + 1) % 4]);
            var length = a.To(b);
            var near = rim.Where(p =>
            {
                var along = ((p.X - a.X) * (b.X - a.X) + (p.Y - a.Y) * (b.Y - a.Y)) / (length * length);
                return along is > 0.12 and < 0.88 && Math.Abs(Cross(a, b, p)) / length < 0.06 * length;
            }).ToList();
            if (near.Count < 4)
                return null;
            // The line of least squares, through the middle along the greatest spread.
            var middle = new CardPoint(near.Average(p => p.X), near.Average(p => p.Y));
            double xx = 0, xy = 0, yy = 0;
            foreach (var point in near)
            {
                var (dx, dy) = (point.X - middle.X, point.Y - middle.Y);
                (xx, xy, yy) = (xx + dx * dx, xy + dx * dy, yy + dy * dy);
            }
            var turn = 0.5 * Math.Atan2(2 * xy, xx - yy);
            lines[side] = (middle, Math.Cos(turn), Math.Sin(turn));
        }
        List<CardPoint> refined = [];
        for (var corner = 0; corner < 4; corner++)
        {
            var (before, after) = (lines[(corner + 3) % 4], lines[corner]);
            var across = before.X * after.Y - before.Y * after.X;
            if (Math.Abs(across) < 0.2)
                return null;
            var step = ((after.At.X - before.At.X) * after.Y - (after.At.Y - before.At.Y) * after.X) / across;
            refined.Add(new(before.At.X + step * before.X, before.At.Y + step * before.Y));
        }
        return refined;
    }

    private static List<CardPoint> Dense(List<CardPoint> hull)
    {
        List<CardPoint> points = [];
        for (var i = 0; i < hull.Count; i++)
        {
            var (a, b) = (hull[i], hull[(i + 1) % hull.Count]);
            var steps = Math.Max(1, (int)a.To(b));
            for (var step = 0; step < steps; step++)
                points.Add(new(a.X + (b.X - a.X) * step / steps, a.Y + (b.Y - a.Y) * step / steps));
        }
        return points;
    }

    /// <summary>Which part of the outline lies on one of the four sides.</summary>
    private static double OnLines(List<CardPoint> hull, List<CardPoint> corners)
    {
        var rim = Dense(hull);
        var reach = 0.012 * (corners[0].To(corners[2]) + 40);
        return rim.Count(p => Enumerable.Range(0, 4).Any(i =>
            Math.Abs(Cross(corners[i], corners[(i + 1) % 4], p)) / corners[i].To(corners[(i + 1) % 4]) < reach)) / (double)rim.Count;
    }
}
