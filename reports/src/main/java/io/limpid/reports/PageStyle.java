package io.limpid.reports;

/** The style sheet of all pages. */
final class PageStyle {
    static final String CSS = """
            :root { color-scheme: light dark; --ink: #1b2530; --soft: #5c6b7a; --ground: #fbfcfd; --panel: #eef2f5;
              --line: #d8e0e7; --good: #12714a; --bad: #b3261e; --link: #1a5fb4; --best: #e2f3ea; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6edf3; --soft: #97a6b5; --ground: #11171d; --panel: #1b232b;
                --line: #2c3742; --good: #5bd6a2; --bad: #ff8a80; --link: #8ab8f0; --best: #173528; }
            }
            body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.2rem 4rem; background: var(--ground); color: var(--ink);
              font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
            h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .6rem; }
            h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
            a { color: var(--link); }
            p { max-width: 46rem; color: var(--soft); }
            nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; margin: 0; padding: .6rem 0;
              border: solid var(--line); border-width: 1px 0; }
            .wide { overflow-x: auto; margin: .8rem 0; width: max-content; min-width: 100%; max-width: calc(100vw - 4rem);
              position: relative; left: 50%; transform: translateX(-50%); }
            table { border-collapse: collapse; }
            th, td { text-align: left; vertical-align: top; padding: .3rem 1.2rem .3rem 0; border-bottom: 1px solid var(--line);
              font-variant-numeric: tabular-nums; }
            th[scope=row] { font-weight: 400; }
            .number { text-align: right; white-space: nowrap; }
            .best > * { background: var(--best); font-weight: 600; }
            .best > :first-child::after { content: " ★"; }
            .picture { text-align: center; font-size: .85rem; padding-right: .5rem; }
            figure { margin: .8rem 0; }
            figcaption { color: var(--soft); font-size: .9rem; }
            img { max-width: 100%; height: auto; background: #fff; border-radius: .25rem; vertical-align: top; }
            .picture img, .cards img { image-rendering: pixelated; background: #808080; padding: 2px; box-sizing: border-box; }
            .picture img { min-width: 4rem; }
            .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 1.1rem; }
            .cards figure { margin: 0; border: 1px solid var(--line); border-radius: .5rem; padding: .6rem; display: flex;
              flex-wrap: wrap; gap: .4rem; }
            .cards img { flex: 1; min-width: 0; width: 0; }
            .cards figcaption { flex: 0 0 100%; color: inherit; font-size: 1rem; font-variant-numeric: tabular-nums; }
            .right { color: var(--good); }
            .wrong { color: var(--bad); }
            pre { overflow-x: auto; padding: .6rem .8rem; background: var(--panel); border-radius: .3rem; font-size: .85rem; line-height: 1.4; }
            summary { cursor: pointer; padding: .3rem 0; }
            """;

    private PageStyle() {}
}
