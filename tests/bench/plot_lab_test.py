"""scripts/plot_lab draws each town that a result holds, and says what is wrong
with one that it cannot read. Skipped (77) where there is no gnuplot."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET

PLOT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "plot_lab"


def result(name="hamlet"):
    def policy(filled, asks, lost):
        return {"filled": [filled, 0.02], "asks_per_filled": [asks, 0.3],
                "lost": [lost, 0.01]}
    town = {"scenario": name, "seeds": 3, "bound": [0.99, 0.01],
            "finer_bound": [0.9, 0.01],
            "policies": {"waves": policy(0.5, 9, 0.6),
                         "omzien": policy(0.7, 5, 0.1)}}
    return "a table\n" + json.dumps({"bench": "policy", "scenarios": [town]})


class PlotLabTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def plot(self, text, **how):
        path = self.folder / "result.txt"
        path.write_text(text, encoding="utf-8")
        return subprocess.run(
            [sys.executable, PLOT, path, self.folder / "plots"],
            capture_output=True, text=True, check=False, **how)

    def test_draws_every_policy_and_both_bounds(self):
        done = self.plot(result())
        self.assertEqual(done.returncode, 0, done.stderr)
        for plot in ("lost", "asks"):
            svg = self.folder / "plots" / f"hamlet-{plot}.svg"
            words = "".join(ET.parse(svg).getroot().itertext())
            for word in ("waves", "omzien", "finer bound", "hamlet"):
                self.assertIn(word, words)
        table = (self.folder / "plots" / "hamlet-lost.tsv").read_text()
        self.assertIn("omzien\t10\t1\t70\t2\n", table)

    def test_says_what_it_cannot_read(self):
        for text in ("", "no result", "{}", '{"scenarios": [{}]}',
                     result("../away"), result('x"; system "y')):
            done = self.plot(text)
            self.assertEqual(done.returncode, 1, text)
            self.assertIn("plot_lab: ", done.stderr)
            self.assertFalse((self.folder / "plots").exists())

    def test_says_that_there_is_no_gnuplot(self):
        done = self.plot(result(), env={"PATH": "/nowhere"})
        self.assertEqual(done.returncode, 1)
        self.assertIn("there is no gnuplot", done.stderr)


if __name__ == "__main__":
    if shutil.which("gnuplot") is None:
        sys.exit(77)
    unittest.main()
