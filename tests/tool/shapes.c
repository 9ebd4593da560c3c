// SPDX-License-Identifier: GPL-2.0-only
#include "shapes.h"

#include <stdio.h>

#include "harness.h"

#define MANY(i, n) for (unsigned int i = 0; (i) < (n); (i)++)

/* A loop whose body, between the two of them, is for the shape to say. */
static void begin_loop(FILE *out)
{
	fputs("void f(struct iommu_domain *d, unsigned long iova)\n{\n"
	      "\tint i;\n\n\tfor (i = 0; i < 4; i++) {\n", out);
}

static void end_loop(FILE *out)
{
	fputs("\t\tiommu_unmap(d, iova, SZ_4K);\n\t}\n}\n", out);
}

static void domains_in_one_loop(FILE *out, unsigned int n)
{
	fputs("void f(struct s *s)\n{\n\tint i;\n\n"
	      "\tfor (i = 0; i < 4; i++) {\n", out);
	MANY(i, n)
		fprintf(out, "\t\tiommu_unmap(s->d%u, i, SZ_4K);\n", i);
	fputs("\t}\n}\n", out);
}

static void functions(FILE *out, unsigned int n)
{
	MANY(i, n)
		fprintf(out, "void f%u(struct iommu_domain *d)\n{\n\tint i;\n\n"
			"\tfor (i = 0; i < 4; i++)\n"
			"\t\tiommu_unmap(d, i, SZ_4K);\n}\n", i);
}

static void functions_of_one_name(FILE *out, unsigned int n)
{
	MANY(i, n)
		fputs("static void g(struct s *s)\n{\n\tg(s);\n}\n", out);
	begin_loop(out);
	fputs("\t\tg(0);\n", out);
	end_loop(out);
}

static void chain_of_calls(FILE *out, unsigned int n)
{
	fputs("static void g0(void) { }\n", out);
	MANY(i, n)
		fprintf(out, "static void g%u(void)\n{\n\tg%u();\n}\n", i + 1, i);
	begin_loop(out);
	fprintf(out, "\t\tg%u();\n", n);
	end_loop(out);
}

static void domains_in_one_function(FILE *out, unsigned int n)
{
	fputs("void f(struct s *s)\n{\n", out);
	MANY(i, n)
		fprintf(out, "\tiommu_unmap(s->d%u, 0, SZ_4K);\n", i);
	fputs("}\n", out);
}

static void loops_with_domains(FILE *out, unsigned int n)
{
	fputs("void f(struct s *s)\n{\n\tint i;\n\n", out);
	MANY(i, n)
		fprintf(out, "\tfor (i = 0; i < 4; i++)\n"
			"\t\tiommu_unmap(s->d%u, i, SZ_4K);\n", i);
	fputs("}\n", out);
}

static void gotos_to_one_label(FILE *out, unsigned int n)
{
	begin_loop(out);
	MANY(i, n)
		fprintf(out, "\t\tif (iova == %u)\n\t\t\tgoto out;\n", i);
	end_loop(out);
	fseek(out, -2, SEEK_CUR);
	fputs("out:\n\treturn;\n}\n", out);
}

static void labels_in_a_loop(FILE *out, unsigned int n)
{
	begin_loop(out);
	MANY(i, n)
		fprintf(out, "l%u:\t\tif (iova == %u)\n\t\t\tgoto l%u;\n", i, i, i);
	end_loop(out);
}

static void nested_blocks(FILE *out, unsigned int n)
{
	begin_loop(out);
	MANY(i, n)
		fputs("if (iova) {\n", out);
	fputs("iova++;\n", out);
	MANY(i, n)
		fputs("}\n", out);
	end_loop(out);
}

static void macros(FILE *out, unsigned int n)
{
	fputs("#define m0(x) (x)\n", out);
	MANY(i, n)
		fprintf(out, "#define m%u(x) m%u(x)\n", i + 1, i);
	begin_loop(out);
	MANY(i, n)
		fprintf(out, "\t\tiova += m%u(i);\n", i);
	end_loop(out);
}

static void tokens_in_a_loop(FILE *out, unsigned int n)
{
	begin_loop(out);
	fputs("\t\tiova = 0", out);
	MANY(i, n / 2)
		fprintf(out, " + %u", i);
	fputs(";\n", out);
	end_loop(out);
}

static void calls_on_one_line(FILE *out, unsigned int n)
{
	fputs("void f(struct iommu_domain *d) { ", out);
	MANY(i, n) {
		fputs("iommu_unmap(d, 0, 1);", out);
		MANY(k, 999)
			fputs("d->member[0] += 123;", out);
	}
	fputs(" }\n", out);
}

const struct shape shapes[] = {
	{ "domains in one loop", 5000, domains_in_one_loop, 0, 1 },
	{ "functions", 10000, functions, 0, 1 },
	{ "functions of one name", 10000, functions_of_one_name, 1, 0 },
	{ "calls in a chain", 10000, chain_of_calls, 1, 0 },
	{ "domains in one function", 50000, domains_in_one_function, 0, 1 },
	{ "loops with domains", 10000, loops_with_domains, 0, 1 },
	{ "gotos to one label", 100000, gotos_to_one_label, 1, 0 },
	{ "labels in a loop", 50000, labels_in_a_loop, 1, 0 },
	{ "nested blocks", 5000, nested_blocks, 1, 0 },
	{ "macros", 20000, macros, 1, 0 },
	{ "tokens in a loop", 100000, tokens_in_a_loop, 1, 0 },
	/* Of 20 KB each. */
	{ "calls on one line", 500, calls_on_one_line, 0, 1 },
	{ NULL, 0, NULL, 0, 0 },
};

void shape_put(const struct shape *shape, unsigned int n, const char *path)
{
	FILE *out = fopen(path, "w");

	if (!out)
		broken("%s: cannot be written", path);
	shape->write(out, n);
	if (fclose(out))
		broken("%s: cannot be written", path);
}
