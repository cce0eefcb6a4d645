"""What Python itself reads in the files named on standard input, as JSON lines:
the tokens that are literals with what they decode to, imports, and calls."""

import ast
import io
import json
import sys
import tokenize


def offsets(data):
    starts = [0]
    for line in io.BytesIO(data):
        starts.append(starts[-1] + len(line))
    return starts


def literals(data, starts):
    lines = data.splitlines(keepends=True)
    out = []
    for tok in tokenize.tokenize(io.BytesIO(data).readline):
        if tok.type != tokenize.STRING:
            continue
        line, col = tok.start
        at = starts[line - 1] + len(lines[line - 1].decode()[:col].encode())
        raw = tok.string.encode()
        value = None
        if "f" not in tok.string[: tok.string.index(tok.string[-1])].lower():
            v = ast.literal_eval(tok.string)
            value = v.hex() if isinstance(v, bytes) else v.encode("utf-8", "surrogatepass").hex()
        out.append([at, at + len(raw), value])
    return out


def calls(tree, starts):
    out = []

    def visit(node):
        if isinstance(node, (ast.JoinedStr, ast.match_case)):
            return
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
            f = node.func
            name = f.id if isinstance(f, ast.Name) else f.attr
            out.append([starts[f.end_lineno - 1] + f.end_col_offset, name, [k.arg or "**" for k in node.keywords], len(node.args)])
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree)
    return out


def imports(tree):
    out = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            out += [[a.name, [], a.asname or ""] for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [a.name + ("=" + a.asname if a.asname else "") for a in node.names]
            out.append(["." * node.level + (node.module or ""), names, ""])
    return out


for path in sys.stdin.read().split("\n"):
    try:
        data = open(path, "rb").read()
        if b"\r" in data or b"\f" in data or data.startswith(b"\xef\xbb\xbf"):
            continue
        data.decode("utf-8")
        sys.setrecursionlimit(20000)
        tree = ast.parse(data)
        starts = offsets(data)
        out = {"path": path, "literals": literals(data, starts), "calls": calls(tree, starts), "imports": imports(tree)}
    except Exception:
        continue
    print(json.dumps(out))
