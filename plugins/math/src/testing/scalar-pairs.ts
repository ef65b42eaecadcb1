/** Equal expressions and constants, one pair a line, divided by " | ". */
export const SCALARS: string = String.raw`
\sqrt{2+\sqrt3} | \frac{\sqrt6+\sqrt2}{2}
\sqrt{10+4\sqrt6} | 2+\sqrt6
\sqrt[3]{26+15\sqrt3} | 2+\sqrt3
\sqrt{4+\sqrt{7}}-\sqrt{4-\sqrt7} | \sqrt2
\frac{1}{\sqrt{5}+\sqrt{3}} | \frac{\sqrt5-\sqrt3}{2}
\frac{6}{\sqrt[3]{4}} | 3\sqrt[3]{2}
\sqrt[4]{9} | \sqrt3
\sqrt[6]{8} | \sqrt2
\sqrt{0.5} | \frac{\sqrt2}{2}
\sqrt{\frac{8}{27}} | \frac{2\sqrt6}{9}
2\sqrt[4]{2} | \sqrt[4]{32}
\sqrt{1+\sqrt{1+\sqrt{1}}} | \sqrt{1+\sqrt2}
(\sqrt2+1)^3 | 7+5\sqrt2
\sqrt[3]{\sqrt{64}} | 2
-\sqrt{\frac{1}{3}} | -\frac{\sqrt{3}}{3}
\frac{\sqrt{15}}{\sqrt{5}} | \sqrt{3}
\sqrt{x^4} | x^2
\sqrt{50x^2y} | 5\sqrt{2y}|x|
\frac{\sqrt{10}-\sqrt{2}}{2} | \frac{\sqrt{5}-1}{\sqrt2}
\sqrt[3]{16}+\sqrt[3]{54} | 5\sqrt[3]{2}
5^{1/2} | \sqrt{5}
5^{0.5} | \sqrt 5
3^{-\frac12} | \frac{\sqrt 3}{3}
(27)^{-2/3} | \frac19
16^{3/4} | 8
\sqrt{3}i | i\sqrt{3}
\frac{1}{2}\sqrt{2} | 2^{-1/2}
2\cdot 3^{3/4} | 2 \sqrt[4]{27}
\sqrt[3]{-27} | -3
\sqrt{(-5)^2} | 5
\sqrt{-1} | i
\sqrt{7}\cdot\sqrt{7} | 7
4 \sqrt {3} | \sqrt{48}
4√3 | √48
∛8 | 2
∜16 | 2
√(2+√3) | \sqrt{2+\sqrt{3}}
sqrt(2+sqrt(3)) | √(2 + √3)
cbrt(27) | 3
(1+i)(1-i) | 2
\frac{1+i}{1-i} | i
\frac{1}{i} | -i
\sqrt{2}e^{i\pi/4} | 1+i
\sqrt2(\cos 45^\circ+i\sin 45^\circ) | 1+i
\sqrt2\left(\cos\frac{\pi}{4}+i\sin\frac{\pi}{4}\right) | 1+i
\cos\frac{2\pi}{3}+i\sin\frac{2\pi}{3} | -\frac12+\frac{\sqrt3}{2}i
e^{2\pi i/3} | \frac{-1+i\sqrt{3}}{2}
e^{i\pi} | -1
e^{\pi i}+1 | 0
i^{100} | 1
(2-3i)+(4+5i) | 6+2i
|1-i| | \sqrt{2}
\operatorname{Re}(3+4i) | 3
\text{Im}(3+4i) | 4
\Re(2-i) | 2
3 + 4j | 3+4i
3+4\mathrm{i} | 3+4i
3+4\text{i} | 3+4i
3 + 4*i | 3+4i
3+4I | 3+4i
-2i, 2i | \pm 2i
1\pm i | 1+i, 1-i
1 \pm 2i | 1-2i \text{ and } 1+2i
\arg(1+i) | \frac{\pi}{4}
\overline{2-i} | 2+i
2\operatorname{cis}\frac{\pi}{6} | \sqrt3+i
2\,\text{cis}\,30^\circ | \sqrt{3}+i
2e^{-i\pi/6} | \sqrt3 - i
\frac{-1\pm i\sqrt{7}}{2} | -\frac12+\frac{\sqrt7}{2}i, -\frac12-\frac{\sqrt7}{2}i
z = 3-2i | 3-2i
(a+bi)(a-bi) | a^2+b^2
i^i | e^{-\pi/2}
0+2i | 2i
5 - 0i | 5
\sin^2 x+\cos^2x | 1
\sin(\pi-x) | \sin x
\cos(\pi/2-x) | \sin x
\sin 3x | 3\sin x-4\sin^3 x
\tan 2x | \frac{2\tan x}{1-\tan^2 x}
\sin x\cos x | \frac{\sin(2x)}{2}
\cos x\cos y | \frac{\cos(x+y)+\cos(x-y)}{2}
\sin x-\sin y | 2\cos\frac{x+y}{2}\sin\frac{x-y}{2}
\csc^2x-\cot^2 x | 1
\frac{1-\cos x}{\sin x} | \tan\frac{x}{2}
\frac{\sin x}{1-\cos x} | \cot\frac{x}{2}
\csc x | \frac{1}{\sin x}
\sec x | (\cos x)^{-1}
\cos^2\theta | \frac{1+\cos 2\theta}{2}
\sin^4 x+\cos^4 x | 1-\frac{\sin^2 2x}{2}
\cos 36^\circ | \frac{1+\sqrt5}{4}
\cos 72^\circ | \frac{\sqrt5-1}{4}
\sin 75^\circ | \frac{\sqrt{6}+\sqrt{2}}{4}
\tan 75^{\circ} | 2+\sqrt{3}
\cot 15^\circ | 2+\sqrt3
\sin\frac{7\pi}{6} | -\frac12
\cos 20^\circ\cos40^\circ\cos80^\circ | \frac18
\sin 10^\circ\sin 50^\circ\sin 70^\circ | \frac{1}{8}
\arctan 1 | \frac{\pi}{4}
\arctan(\sqrt3) | 60^\circ
\tan^{-1}(1) | 45^\circ
\arcsin\frac{1}{2} | \frac{\pi}{6}
\cos^{-1}(0) | \frac{\pi}{2}
\arctan\frac{1}{2}+\arctan\frac{1}{3} | \arctan 1
2\arctan\frac12 | \arctan\frac43
\arcsin\frac{3}{5} | \arccos\frac45
\arcsin\frac{3}{5} | \arctan\frac{3}{4}
\cos(\arcsin x) | \sqrt{1-x^2}
\sin(2\arctan x) | \frac{2x}{1+x^2}
\cos(2\arccos x) | 2x^2-1
\pi - \arctan 2 | \frac{\pi}{2}+\arctan\frac{1}{2}
\arccos\left(-\frac{1}{3}\right) | \pi-\arccos\frac{1}{3}
\text{arcsec}(2) | \frac{\pi}{3}
\sin x^\circ | \sin\frac{\pi x}{180}
asin(1/2) | \pi/6
atan(1) | \pi/4
sin(pi/6) | 1/2
sin^2(x) | \sin^2 x
(\sin x)^2 | \sin^2 x
\sin^{2}(x)+\sin^{2}(y) | \sin^2 y+\sin^2 x
tg(x) | \tan x
\operatorname{tg} x | \tan x
\operatorname{ctg} x | \cot x
\cosec x | \csc x
\sinh^{-1}x | \ln(x+\sqrt{x^2+1})
\tanh^{-1}x | \frac12\ln\frac{1+x}{1-x}
\operatorname{sech}x | \frac{2}{e^x+e^{-x}}
e^{ix}+e^{-ix} | 2\cos x
A\sin(\omega t+\phi) | A \sin(\phi + \omega t)
\log_2 8 | 3
\log_{9}27 | \frac{3}{2}
\log_{\sqrt2}4 | 4
\ln\sqrt{e} | \frac12
\log_3 5\cdot\log_5 9 | 2
\frac{\log 8}{\log 2} | 3
\log_{10}5 | 1-\log_{10}2
\ln 2-\ln 3 | \ln\frac23
-\ln 2 | \ln\frac{1}{2}
\ln(x^2-1)-\ln(x-1) | \ln(x+1)
3\ln x | \ln x^3
\ln\left|\frac{x-1}{x+1}\right| | \ln|x-1|-\ln|x+1|
e^{3\ln x} | x^3
2^{\log_4 9} | 3
\log_a a^b | b
\log_{1/3}9 | -2
\lg 2+\lg 5 | 1
\frac{\ln 3}{\ln 2} | \log_2 3
\frac{\log_{10} 3}{\log_{10} 2} | \log_2 3
\ln(\ln e^e) | 1
\frac{1}{\log_2 3} | \log_3 2
\log_8 x | \frac13\log_2 x
log_2(8) | 3
log2(8) | 3
ln(e^2) | 2
\log(x)/\log(2) | \log_2(x)
\frac{1}{2}\ln(x^2+1) | \ln\sqrt{1+x^2}
\ln(\sqrt2+1) | -\ln(\sqrt2-1)
\ln 8 - \ln 2 | 2 \ln 2
1+\ln 3 | \ln(3e)
\exp(2) | e^2
e^{1+x} | e\cdot e^x
\mathrm{e}^{2} | e^2
\mathrm{e}-1 | e-1
\left(\frac{1}{2}\right)^{x} | 2^{-x}
4^{x/2} | 2^x
2^{3x} | 8^x
\frac{3^{x+1}-3^x}{2} | 3^x
0.5^{n} | 2^{-n}
7! | 5040
\frac{10!}{8!} | 90
\frac{(n+1)!}{(n-1)!} | n(n+1)
\binom{10}{3} | 120
C_{10}^{3} | 120
\binom{n}{3} | \frac{n(n-1)(n-2)}{6}
\binom{2n}{n} | \frac{(2n)!}{(n!)^2}
\binom{n}{k}+\binom{n}{k-1} | \binom{n+1}{k}
k\binom{n}{k} | n\binom{n-1}{k-1}
{}_{5}C_{2} | 10
\frac{8!}{3!5!} | 56
n\cdot (n-1)! | n!
5!! | 15
6!! | 48
\binom{52}{5} | 2598960
\frac{6!}{2!\,2!} | 180
P(5,2) | 20
\Gamma(5) | 24
\Gamma(1/2) | \sqrt{\pi}
2^{10}-1 | 1023
20! | 2432902008176640000
\frac{100!}{50!\cdot 50!} | \binom{100}{50}
\binom{100}{2} | 4950
\binom{20}{10} | 184756
\dbinom{6}{2} | 15
\tbinom{6}{2} | 15
\sum_{k=1}^{10}k | 55
\sum_{i=1}^n i | \frac{n^2+n}{2}
\sum_{k=1}^{n}k^3 | \left(\frac{n(n+1)}{2}\right)^2
\sum_{k=0}^{n}x^k | \frac{1-x^{n+1}}{1-x}
\sum_{k=1}^n (2k-1) | n^2
\sum_{k=0}^{n-1}3^k | \frac{3^n-1}{2}
\sum_{j=1}^{4} j^2 | \sum_{i=1}^{4} i^2
\prod_{i=1}^{4} i | 24
\prod_{k=1}^{n}\frac{k+1}{k} | n+1
\prod_{k=1}^{n}2 | 2^n
\sum_{k=1}^{n}\frac{1}{k(k+1)} | \frac{n}{n+1}
1+2+3+\cdots+100 | 5050
\sum_{n=1}^{5} \frac{1}{n} | \frac{137}{60}
\sum_{k=0}^{10}\binom{10}{k} | 1024
\lim_{n\to\infty} a_n | \lim_{n \rightarrow \infty} a_n
\frac{x+1}{x^2-1} | \frac{1}{x-1}
(x+1)^2-4 | (x+3)(x-1)
(a+b+c)^2 | a^2+b^2+c^2+2ab+2bc+2ca
x^3+y^3 | (x+y)(x^2-xy+y^2)
\frac{a}{b}\div\frac{c}{d} | \frac{ad}{bc}
a^{-1}+b^{-1} | \frac{a+b}{ab}
\frac{1}{\frac{1}{a}+\frac{1}{b}} | \frac{ab}{a+b}
x\cdot x\cdot x | x^3
3ab | 3ba
-x+5 | 5-x
-(x-5) | 5-x
\frac{-x}{2} | -\frac{x}{2}
\frac{1}{2}bh | \frac{bh}{2}
\frac12(b_1+b_2)h | \frac{h(b_1+b_2)}{2}
x^{2n} | (x^n)^2
\frac{x^5}{x^2} | x^3
(x^2)^3 | x^6
\sqrt[3]{x^2} | x^{2/3}
\sqrt{x}\cdot\sqrt[3]{x} | x^{5/6}
|a-b| | |b-a|
|x|^2 | x^2
|xy| | |x||y|
\max\{a,b\} | \max(a,b)
\lfloor x\rfloor+1 | \lfloor x+1\rfloor
\lceil n/2\rceil | \lfloor (n+1)/2\rfloor
n\mod 2 | n \bmod 2
x_1+x_2 | x_2+x_1
x_{1}x_2 | x_2 x_1
\alpha\beta | \beta\alpha
\vec a+\vec b | \vec b+\vec a
\frac{2}{3}\vec{a}-\frac13\vec b | \frac{2\vec a-\vec b}{3}
\overrightarrow{AB} | \vec{AB}
\pi r^2h | \pi hr^2
4\pi r^2 | \pi(2r)^2
2(x+y) | 2x+2y
(2x+3)(x-4) | 2x^2-5x-12
x(x+1)(x+2) | x^3+3x^2+2x
\frac{n(n+1)}{2} | \frac{1}{2}n^2+\frac{1}{2}n
\frac{n^2-n}{2} | \binom{n}{2}
2^{n}(n-1)+1 | (n-1)\cdot2^n+1
(-1)^{n}\cdot(-1) | (-1)^{n+1}
(-1)^{2n} | 1
\frac{1-(-1)^n}{2} | \frac{1+(-1)^{n+1}}{2}
\cos(n\pi) | (-1)^n
\sin(n \pi) | 0
\sqrt{a^2+2ab+b^2} | |a+b|
\sqrt{4x^2} | 2|x|
x^2+C | x^2+c
\frac{x}{\sqrt{1-x^2}} | x(1-x^2)^{-1/2}
1-e^{-\lambda t} | 1-\frac{1}{e^{\lambda t}}
f(x+h)-f(x) | -f(x)+f(x+h)
2f(x)+1 | 1+2f(x)
\frac{f(b)-f(a)}{b-a} | \frac{f(a)-f(b)}{a-b}
g\left(\frac{x}{2}\right) | g(0.5x)
a_{n+1}-a_n | -a_n+a_{n+1}
a_{n+1}=2a_n+1 | a_{n+1}-1=2a_n
O(n\log n) | O(n \log(n))
O(n^2) | \mathcal{O}(n^2)
\Theta(n) | Θ(n)
A^{-1}B | A^{-1} B
A^T | A^{\top}
A^T | A^{\mathrm{T}}
\neg p\lor q | \lnot p\vee q
p \land q | q \wedge p
A\cap B | A \bigcap B
P(A\cap B) | P(A \cap B)
P(A|B)=\frac13 | \frac{1}{3}
\Pr(A)=\frac13 | 1/3
\angle ABC | \angle CBA
AB\perp CD | AB\bot CD
\triangle ABC | \triangle ABC
H_2O | \mathrm{H}_2\mathrm{O}
`;
