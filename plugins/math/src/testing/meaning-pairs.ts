/** Equal texts, choices, functions and families of solutions, one pair a line, divided by " | ". */
export const MEANINGS: string = String.raw`
\text{Yes} | yes
\text{Yes} | Yes.
\text{even} | Even
\text{both} | Both
\text{A and B} | A and B
\text{red, blue} | red and blue
\text{red and blue} | blue and red
\text{Alice} | alice
\text{Alice, Bob} | Alice and Bob
\text{ellipse} | \text{an ellipse}
\text{ellipse} | The ellipse
\text{north-east} | northeast
\text{right triangle} | right triangle
\text{converges} | Converges
\text{divergent} | divergent
\text{Point A} | A
\text{point } P | P
\text{line } y=x | y=x
\text{Bag A} | Bag A
\text{cannot be determined} | Cannot be determined.
\text{not possible} | Not possible
\text{Tuesday} | Tuesday
\text{the 5th term} | 5th term
\text{Not enough information} | not enough information
\text{no} | No
\text{neither} | Neither
\text{II} | II
\text{I, III} | I and III
\text{quadrant II} | II
\mathrm{False} | False
\text{infinitely many} | infinitely many solutions
\infty | \text{infinity}
\infty | +\infty
-\infty | \text{negative infinity}
\infty | infinite
\text{undefined} | DNE
\text{none} | None
B | (B)
B | \text{B}
B | \textbf{B}
B | \textbf{(B)}
B | \text{(B)}
B | B.
B | B)
B | \mathrm{B}
B | \boxed{B}
B | Option B
B | \text{Choice B}
(C) | C
C | \textbf{(C)}\ 12
C | \text{C) }12
\textbf{(E)}\ \frac12 | E
\text{A, C} | A, C
A, C | C, A
AC | A, C
A,B,C | ABC
B | B: 45
f(x)=x^2 | f(t)=t^2
f(x)=2x+1 | f(x) = 1+2x
f(x)=2x+1 | 1+2x
f(x,y)=x+y | x+y
f(x)=0 | 0
f(x)=0\text{ for all }x | f(x)=0
f(x)=x\text{ for all }x\in\mathbb{R} | f(x)=x
f(x)=cx | cx
f(x)=kx | f(x)=cx
f(x)=x+c | f(x)=x+k
f(x)=2x, f(x)=-x | f(x)=-x\text{ or }f(x)=2x
f(x)=2x,x\in\mathbb{R} | f(x)=2x
f(n)=n+1\ \forall n | f(n)=n+1
P(x)=x^3 | x^3
\begin{cases}x&x\ge0\\-x&x<0\end{cases} | |x|
f(x)=\begin{cases}1&x>0\\0&x\le0\end{cases} | \begin{cases}0&x\le0\\1&x>0\end{cases}
\begin{cases}1&\text{if }x>0\\0&\text{otherwise}\end{cases} | \begin{cases}1,&x>0\\0,&\text{otherwise}\end{cases}
\begin{cases} x^2 & \text{if } x \geq 0 \\ -x & \text{if } x<0\end{cases} | \begin{cases} x^2 & x\ge0\\ -x & x<0\end{cases}
\begin{cases} x+y=3\\x-y=1\end{cases} | x+y=3, x-y=1
\begin{cases} x=2\\y=1\end{cases} | (2,1)
\left\{\begin{array}{l}x=2\\y=1\end{array}\right. | x=2,y=1
\left\{\begin{aligned}x&=2\\y&=1\end{aligned}\right. | x=2,y=1
x=t,\ y=2t,\ t\in\mathbb{R} | x=t,y=2t
(t, 2t), t\in\mathbb{R} | (t,2t)
x=1+2t, y=3-t | (1+2t,3-t)
\vec{r}=(1,2)+t(3,4) | \vec r = (1+3t, 2+4t)
k\pi | n\pi
k\pi,k\in\mathbb{Z} | n\pi, n\in\mathbb{Z}
x=k\pi | x=n\pi
x = 2k\pi | x=2\pi n, n\in\mathbb{Z}
\frac{\pi}{2}+k\pi | \frac{(2k+1)\pi}{2}
\frac{\pi}{2}+k\pi, k\in\mathbb{Z} | k\pi-\frac{\pi}{2}, k\in\mathbb{Z}
x=\frac{\pi}{3}+2k\pi\text{ or }x=-\frac{\pi}{3}+2k\pi | x=\pm\frac{\pi}{3}+2k\pi
x=\pm\frac{\pi}{3}+2k\pi | x = \pm\frac{\pi}{3} + 2\pi n, n \in \mathbb{Z}
x=\frac{\pi}{4}+k\pi,\ k\in Z | x=\frac{\pi}{4}+\pi k
x=\frac{\pi}{4}+k\pi\text{ for }k\in\mathbb{Z} | x=\frac{\pi}{4}+k\pi
x=\frac{\pi}{4}+k\pi\text{ where }k\text{ is an integer} | x=\frac{\pi}{4}+k\pi
x=\frac{\pi}{4}+k\pi\text{ for all integers }k | x=\frac{\pi}{4}+n\pi, n \in \mathbb{Z}
\{k\pi\mid k\in\mathbb{Z}\} | x=k\pi, k\in\mathbb{Z}
2n+1, n\in\mathbb{N} | 2k+1, k \in \mathbb{N}
\left(k\pi,k\pi+\frac{\pi}{2}\right),k\in\mathbb{Z} | \left(n\pi,n\pi+\frac{\pi}{2}\right), n \in \mathbb{Z}
[2k\pi-\frac{\pi}{2},2k\pi+\frac{\pi}{2}](k\in\mathbb{Z}) | [-\frac{\pi}{2}+2k\pi,\frac{\pi}{2}+2k\pi], k\in\mathbb{Z}
x\ne k\pi, k\in\mathbb{Z} | x\neq n\pi, n \in\mathbb{Z}
4k+1 \text{ for } k\ge0 | 4k+1
`;
