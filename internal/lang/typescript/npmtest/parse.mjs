// Reads paths, one a line; writes what the compiler's parser finds in each file,
// one JSON value a line. Places are bytes.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import ts from "typescript";

for await (const path of createInterface({ input: process.stdin })) {
  const text = readFileSync(path, "utf8");
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const bytes = new Uint32Array(text.length + 1);
  for (let i = 0, at = 0; i < text.length; i++) {
    bytes[i] = at;
    const c = text.charCodeAt(i);
    // Each half of a pair counts for two of its four bytes.
    at += c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c < 0xe000 ? 2 : 3;
    bytes[i + 1] = at;
  }
  const out = { path, errors: file.parseDiagnostics.length, imports: [], calls: [], strings: [] };
  const called = (e) => {
    while (ts.isNonNullExpression(e) || ts.isExpressionWithTypeArguments(e)) e = e.expression;
    const name = ts.isPropertyAccessExpression(e) ? e.name : e;
    if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || name.kind === ts.SyntaxKind.SuperKeyword)
      out.calls.push([bytes[name.getStart(file)], name.getText(file)]);
  };
  const module = (e) => {
    if (e && ts.isStringLiteralLike(e)) out.imports.push([bytes[e.getStart(file)], e.text]);
  };
  const visit = (n) => {
    if (ts.isImportDeclaration(n) || ts.isExportDeclaration(n)) return module(n.moduleSpecifier);
    if (ts.isModuleDeclaration(n)) return n.body && visit(n.body);
    if (ts.isExternalModuleReference(n)) module(n.expression);
    if (ts.isImportTypeNode(n)) return;
    if (ts.isCallExpression(n)) {
      if (n.expression.kind === ts.SyntaxKind.ImportKeyword) module(n.arguments[0]);
      else called(n.expression);
      if (ts.isIdentifier(n.expression) && n.expression.text === "require" && n.arguments.length === 1) module(n.arguments[0]);
    }
    if (ts.isNewExpression(n) && n.arguments) called(n.expression);
    if (ts.isTaggedTemplateExpression(n)) called(n.tag);
    if (ts.isStringLiteral(n) || ts.isNoSubstitutionTemplateLiteral(n))
      out.strings.push([bytes[n.getStart(file)], bytes[n.getEnd()], n.text]);
    ts.forEachChild(n, visit);
  };
  visit(file);
  console.log(JSON.stringify(out));
}
